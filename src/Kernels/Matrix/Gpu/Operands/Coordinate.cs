namespace IlgpuCnn.Kernels.Matrix.Gpu.Operands;

/// <summary>
/// Where a row or a column of the gathered matrix lies in the images: the sum of a row's and a column's coordinate is
/// that of the element in which they meet.
/// </summary>
/// <param name="Y">Row of the image.</param>
/// <param name="X">Column of the image.</param>
/// <param name="Start">
/// Index in the tensor; of <see cref="Window.SpacedPixel"/> and <see cref="Window.SpacedTap"/>, that of an element of
/// the same channel at row and column 0.
/// </param>
internal readonly record struct Coordinate(int Y, int X, int Start)
{
    /// <summary>A coordinate whose sum with any other is outside every image, without overflow.</summary>
    public static Coordinate Outside => new(-(1 << 29), -(1 << 29), 0);
}
