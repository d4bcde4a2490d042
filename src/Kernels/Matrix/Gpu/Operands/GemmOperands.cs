namespace IlgpuCnn.Kernels.Matrix.Gpu.Operands;

/// <summary>The extents of one product: left (Rows, Depth) times right (Depth, Columns).</summary>
/// <param name="Rows">Rows of the result.</param>
/// <param name="Columns">Columns of the result.</param>
/// <param name="Depth">Terms of each sum.</param>
/// <param name="PartDepth">Terms that one group adds: the grid's third axis is over the parts of the depth.</param>
internal readonly record struct GemmExtents(int Rows, int Columns, int Depth, int PartDepth);

/// <summary>
/// A matrix of a product, as an address map: the sum of the places of a row (of right: a column) and of a depth is the
/// place of an element. The compiler folds these members into the kernel.
/// </summary>
internal interface IGemmOperand
{
    /// <summary>Whether neighbours in memory are neighbours in depth; else they are neighbouring rows.</summary>
    static abstract bool RunsAlongDepth { get; }

    /// <summary>Place of a row.</summary>
    static abstract Place Row(Window window, GemmExtents extents, int row);

    /// <summary>Place of a depth.</summary>
    static abstract Place Depth(Window window, GemmExtents extents, int depth);

    /// <summary>Whether an element is in its tensor; where not it is zero.</summary>
    static abstract bool IsInside(Window window, Place row, Place depth);

    /// <summary>Index of an element in its tensor.</summary>
    static abstract int Index(Window window, Place row, Place depth);
}

/// <summary>Left of forward and backward-input: (pixels, taps), gathered.</summary>
internal readonly struct PixelRows : IGemmOperand
{
    public static bool RunsAlongDepth => true;

    public static Place Row(Window window, GemmExtents extents, int row) => window.Pixel(row);

    public static Place Depth(Window window, GemmExtents extents, int depth) => window.Tap(depth);

    public static bool IsInside(Window window, Place row, Place depth) => window.IsInside(row, depth);

    public static int Index(Window window, Place row, Place depth) => row.Start + depth.Start;
}

/// <summary>As <see cref="PixelRows"/>, for backward-input at a stride over 1.</summary>
internal readonly struct SpacedPixelRows : IGemmOperand
{
    public static bool RunsAlongDepth => true;

    public static Place Row(Window window, GemmExtents extents, int row) => window.SpacedPixel(row);

    public static Place Depth(Window window, GemmExtents extents, int depth) => window.SpacedTap(depth);

    public static bool IsInside(Window window, Place row, Place depth) => window.IsSpacedInside(row, depth);

    public static int Index(Window window, Place row, Place depth) => window.SpacedIndex(row, depth);
}

/// <summary>Left of backward-weight: (taps, pixels), gathered.</summary>
internal readonly struct TapRows : IGemmOperand
{
    public static bool RunsAlongDepth => false;

    public static Place Row(Window window, GemmExtents extents, int row) => window.Tap(row);

    public static Place Depth(Window window, GemmExtents extents, int depth) => window.Pixel(depth);

    public static bool IsInside(Window window, Place row, Place depth) => window.IsInside(depth, row);

    public static int Index(Window window, Place row, Place depth) => row.Start + depth.Start;
}

/// <summary>Right of forward, w (taps, OutC), and of backward-weight, dy (pixels, OutC): row-major.</summary>
internal readonly struct MatrixColumns : IGemmOperand
{
    public static bool RunsAlongDepth => false;

    public static Place Row(Window window, GemmExtents extents, int row) =>
        row < extents.Columns ? new Place(0, 0, row) : Place.Outside;

    public static Place Depth(Window window, GemmExtents extents, int depth) =>
        depth < extents.Depth ? new Place(0, 0, depth * extents.Columns) : Place.Outside;

    public static bool IsInside(Window window, Place row, Place depth) => (row.Y | depth.Y) >= 0;

    public static int Index(Window window, Place row, Place depth) => row.Start + depth.Start;
}

/// <summary>Right of backward-input: w (steps, InC, OutC) as a matrix ((steps, OutC), InC).</summary>
internal readonly struct TransposedWeights : IGemmOperand
{
    public static bool RunsAlongDepth => true;

    public static Place Row(Window window, GemmExtents extents, int row) =>
        row < extents.Columns ? new Place(0, 0, row * window.C.Value) : Place.Outside;

    public static Place Depth(Window window, GemmExtents extents, int depth)
    {
        int step = window.C.Divide(depth);
        int channel = depth - (step * window.C.Value);
        return depth < extents.Depth
            ? new Place(0, 0, (step * extents.Columns * window.C.Value) + channel)
            : Place.Outside;
    }

    public static bool IsInside(Window window, Place row, Place depth) => (row.Y | depth.Y) >= 0;

    public static int Index(Window window, Place row, Place depth) => row.Start + depth.Start;
}
