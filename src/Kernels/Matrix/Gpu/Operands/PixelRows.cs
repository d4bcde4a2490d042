namespace IlgpuCnn.Kernels.Matrix.Gpu.Operands;

/// <summary>Left of forward and backward-input: (pixels, taps), gathered.</summary>
internal readonly struct PixelRows : IGemmOperand
{
    public static bool RunsAlongDepth => true;

    public static Coordinate Row(Window window, GemmExtents extents, int row) => window.Pixel(row);

    public static Coordinate Depth(Window window, GemmExtents extents, int depth) => window.Tap(depth);

    public static bool IsInside(Window window, Coordinate row, Coordinate depth) => window.IsInside(row, depth);

    public static int Index(Window window, Coordinate row, Coordinate depth) => row.Start + depth.Start;
}
