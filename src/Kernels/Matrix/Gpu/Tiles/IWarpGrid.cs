namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>The grid in which the warps of a group stand over a tile.</summary>
internal interface IWarpGrid
{
    /// <summary>Warps across the columns, a power of 2.</summary>
    static abstract int Across { get; }

    /// <summary>Warps down the rows.</summary>
    static abstract int Down { get; }

    /// <summary>K-tiles that fit shared memory at a time.</summary>
    static abstract int Stages { get; }
}

/// <summary>A grid of 2 warps down, 2 across, each with so many sums that fewer k-tiles fit.</summary>
internal readonly struct WarpGrid2x2Wide : IWarpGrid
{
    public static int Across => 2;

    public static int Down => 2;

    public static int Stages => 2;
}

/// <summary>A grid of 2 warps down, 2 across.</summary>
internal readonly struct WarpGrid2x2 : IWarpGrid
{
    public static int Across => 2;

    public static int Down => 2;

    public static int Stages => 3;
}

/// <summary>A grid of 4 warps down, 1 across.</summary>
internal readonly struct WarpGrid4x1 : IWarpGrid
{
    public static int Across => 1;

    public static int Down => 4;

    public static int Stages => 3;
}

/// <summary>A grid of 4 warps down, 1 across, each with so many sums that fewer k-tiles fit.</summary>
internal readonly struct WarpGrid4x1Wide : IWarpGrid
{
    public static int Across => 1;

    public static int Down => 4;

    public static int Stages => 2;
}
