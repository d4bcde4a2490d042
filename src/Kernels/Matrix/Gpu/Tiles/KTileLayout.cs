namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>How a tile keeps a k-tile in shared memory.</summary>
internal enum KTileLayout
{
    /// <summary>A float a word, which threads read by fours.</summary>
    Floats,

    /// <summary>A float a word, which warps read by matrices.</summary>
    Words,

    /// <summary>Two bfloat16 a word, neighbours in depth, which warps read by matrices.</summary>
    Pairs,
}
