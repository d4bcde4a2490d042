namespace IlgpuCnn.Kernels.Matrix.Gpu.Operands;

/// <summary>Right of backward-input: w (steps, InC, OutC) as a matrix ((steps, OutC), InC).</summary>
internal readonly struct TransposedWeights : IGemmOperand
{
    public static bool RunsAlongDepth => true;

    public static Coordinate Row(Window window, GemmExtents extents, int row) =>
        row < extents.Columns ? new Coordinate(0, 0, row * window.C.Value) : Coordinate.Outside;

    public static Coordinate Depth(Window window, GemmExtents extents, int depth)
    {
        int step = window.C.Divide(depth);
        int channel = depth - (step * window.C.Value);
        return depth < extents.Depth
            ? new Coordinate(0, 0, (step * extents.Columns * window.C.Value) + channel)
            : Coordinate.Outside;
    }

    public static bool IsInside(Window window, Coordinate row, Coordinate depth) => (row.Y | depth.Y) >= 0;

    public static int Index(Window window, Coordinate row, Coordinate depth) => row.Start + depth.Start;
}
