namespace IlgpuCnn.Kernels.Matrix.Gpu.Operands;

/// <summary>Left of backward-weight: (taps, pixels), gathered.</summary>
internal readonly struct TapRows : IGemmOperand
{
    public static bool RunsAlongDepth => false;

    public static Coordinate Row(Window window, GemmExtents extents, int row) => window.Tap(row);

    public static Coordinate Depth(Window window, GemmExtents extents, int depth) => window.Pixel(depth);

    public static bool IsInside(Window window, Coordinate row, Coordinate depth) => window.IsInside(depth, row);

    public static int Index(Window window, Coordinate row, Coordinate depth) => row.Start + depth.Start;
}
