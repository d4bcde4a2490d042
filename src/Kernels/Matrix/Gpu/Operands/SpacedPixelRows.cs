namespace IlgpuCnn.Kernels.Matrix.Gpu.Operands;

/// <summary>As <see cref="PixelRows"/>, for backward-input at a stride over 1.</summary>
internal readonly struct SpacedPixelRows : IGemmOperand
{
    public static bool RunsAlongDepth => true;

    public static Coordinate Row(Window window, GemmExtents extents, int row) => window.SpacedPixel(row);

    public static Coordinate Depth(Window window, GemmExtents extents, int depth) => window.SpacedTap(depth);

    public static bool IsInside(Window window, Coordinate row, Coordinate depth) => window.IsSpacedInside(row, depth);

    public static int Index(Window window, Coordinate row, Coordinate depth) => window.SpacedIndex(row, depth);
}
