namespace IlgpuCnn.Kernels.Engines.Gpu;

/// <summary>
/// The extents of one product: left (Rows, Depth) gathered through a window, times right (Depth, Columns). The depth is
/// split over the grid's third axis in parts of <paramref name="PartDepth"/>.
/// </summary>
internal readonly record struct GemmExtents(int Rows, int Columns, int Depth, int PartDepth);

/// <summary>
/// How one pass of a convolution is a product of two matrices. The compiler folds these members into the kernel.
/// </summary>
internal interface IGemmPass
{
    /// <summary>Whether left's neighbours in memory are neighbours in depth (else neighbouring rows).</summary>
    static abstract bool LeftRunsAlongDepth { get; }

    /// <summary>Whether right's neighbours in memory are neighbours in depth (else neighbouring columns).</summary>
    static abstract bool RightRunsAlongDepth { get; }

    /// <summary>Place of a row of left.</summary>
    static abstract Place Row(Window window, int row);

    /// <summary>Place of one depth of left.</summary>
    static abstract Place Depth(Window window, int depth);

    /// <summary>Element of left.</summary>
    static abstract float Left(Window window, Floats left, Place row, Place depth);

    /// <summary>Index of an element of right.</summary>
    static abstract int Right(Window window, GemmExtents extents, int depth, int column);
}

/// <summary>y (pixels, OutC) = x gathered (pixels, taps) · w (taps, OutC).</summary>
internal readonly struct ForwardPass : IGemmPass
{
    public static bool LeftRunsAlongDepth => true;

    public static bool RightRunsAlongDepth => false;

    public static Place Row(Window window, int row) => window.Pixel(row);

    public static Place Depth(Window window, int depth) => window.Tap(depth);

    public static float Left(Window window, Floats left, Place row, Place depth) => window.Load(left, row, depth);

    public static int Right(Window window, GemmExtents extents, int depth, int column) =>
        (depth * extents.Columns) + column;
}

/// <summary>dx (pixels, InC) = dy gathered (pixels, taps) · w (taps, InC), at stride 1.</summary>
internal readonly struct BackwardInputPass : IGemmPass
{
    public static bool LeftRunsAlongDepth => true;

    public static bool RightRunsAlongDepth => true;

    public static Place Row(Window window, int row) => window.Pixel(row);

    public static Place Depth(Window window, int depth) => window.Tap(depth);

    public static float Left(Window window, Floats left, Place row, Place depth) => window.Load(left, row, depth);

    // w is (step, InC, OutC); the depth is (step, OutC).
    public static int Right(Window window, GemmExtents extents, int depth, int column)
    {
        int step = depth / window.C;
        return (((step * extents.Columns) + column) * window.C) + depth - (step * window.C);
    }
}

/// <summary>As <see cref="BackwardInputPass"/>, at a larger stride.</summary>
internal readonly struct BackwardStridedInputPass : IGemmPass
{
    public static bool LeftRunsAlongDepth => true;

    public static bool RightRunsAlongDepth => true;

    public static Place Row(Window window, int row) => window.Pixel(row);

    public static Place Depth(Window window, int depth) => window.Tap(depth);

    public static float Left(Window window, Floats left, Place row, Place depth) =>
        window.LoadSpaced(left, row, depth);

    public static int Right(Window window, GemmExtents extents, int depth, int column) =>
        BackwardInputPass.Right(window, extents, depth, column);
}

/// <summary>dw (taps, OutC) = x gathered, transposed (taps, pixels) · dy (pixels, OutC).</summary>
internal readonly struct BackwardWeightPass : IGemmPass
{
    public static bool LeftRunsAlongDepth => false;

    public static bool RightRunsAlongDepth => false;

    public static Place Row(Window window, int row) => window.Tap(row);

    public static Place Depth(Window window, int depth) => window.Pixel(depth);

    public static float Left(Window window, Floats left, Place row, Place depth) => window.Load(left, row, depth);

    public static int Right(Window window, GemmExtents extents, int depth, int column) =>
        (depth * extents.Columns) + column;
}
