namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>The grid in which the threads of a group stand over a tile.</summary>
internal interface IThreadGrid
{
    /// <summary>Threads across the columns, a power of 2.</summary>
    static abstract int Across { get; }

    /// <summary>Threads down the rows.</summary>
    static abstract int Down { get; }
}

/// <summary>A grid of 16 × 16 threads.</summary>
internal readonly struct SquareGrid : IThreadGrid
{
    public static int Across => 16;

    public static int Down => 16;
}

/// <summary>A grid of 8 threads across, 16 down: as many registers a thread as an 8×8 block needs.</summary>
internal readonly struct SmallGrid : IThreadGrid
{
    public static int Across => 8;

    public static int Down => 16;
}

/// <summary>A grid of 8 threads across, 32 down: for products of few columns.</summary>
internal readonly struct TallGrid : IThreadGrid
{
    public static int Across => 8;

    public static int Down => 32;
}
