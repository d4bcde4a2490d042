namespace IlgpuCnn.Kernels.Matrix.Gpu.Operands;

/// <summary>
/// A matrix of a product, as an address map: the sum of the coordinates of a row (of right: a column) and of a depth is
/// the coordinate of an element. The compiler folds these members into the kernel.
/// </summary>
internal interface IGemmOperand
{
    /// <summary>Whether neighbours in memory are neighbours in depth; else they are neighbouring rows.</summary>
    static abstract bool RunsAlongDepth { get; }

    /// <summary>Coordinate of a row.</summary>
    static abstract Coordinate Row(Window window, GemmExtents extents, int row);

    /// <summary>Coordinate of a depth.</summary>
    static abstract Coordinate Depth(Window window, GemmExtents extents, int depth);

    /// <summary>Whether an element is in its tensor; where not it is zero.</summary>
    static abstract bool IsInside(Window window, Coordinate row, Coordinate depth);

    /// <summary>Index of an element in its tensor.</summary>
    static abstract int Index(Window window, Coordinate row, Coordinate depth);
}
