namespace IlgpuCnn.Kernels.Matrix.Gpu.Operands;

/// <summary>
/// Left of backward-input at a stride over 1: (pixels, taps), gathered where the strided convolution left elements.
/// </summary>
internal readonly struct SpacedPixelRows : IGemmOperand
{
    public static bool RunsAlongDepth => true;

    public static Coordinate Row(Window window, GemmExtents extents, int row) => window.SpacedPixel(row);

    public static Coordinate Depth(Window window, GemmExtents extents, int depth) => window.SpacedTap(depth);

    public static bool IsInside(Window window, Coordinate row, Coordinate depth) => window.IsSpacedInside(row, depth);

    public static int Index(Window window, Coordinate row, Coordinate depth) => window.SpacedIndex(row, depth);
}
