namespace IlgpuCnn.Kernels.Matrix.Gpu.Operands;

/// <summary>Right of forward, w (taps, OutC), and of backward-weight, dy (pixels, OutC): row-major.</summary>
internal readonly struct MatrixColumns : IGemmOperand
{
    public static bool RunsAlongDepth => false;

    public static Coordinate Row(Window window, GemmExtents extents, int row) =>
        row < extents.Columns ? new Coordinate(0, 0, row) : Coordinate.Outside;

    public static Coordinate Depth(Window window, GemmExtents extents, int depth) =>
        depth < extents.Depth ? new Coordinate(0, 0, depth * extents.Columns) : Coordinate.Outside;

    public static bool IsInside(Window window, Coordinate row, Coordinate depth) => (row.Y | depth.Y) >= 0;

    public static int Index(Window window, Coordinate row, Coordinate depth) => row.Start + depth.Start;
}
