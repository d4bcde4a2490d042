namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>
/// The layout of a k-tile of an operand, <see cref="Depth"/> deep, in shared memory: in the order that it has in global
/// memory, row after row or depth after depth. The rows are padded so that the threads of a warp, who read 8 rows of 4
/// words at a time, find them in 32 different banks.
/// </summary>
internal static class KTile
{
    /// <summary>Terms of each sum in one k-tile.</summary>
    public const int Depth = 16;

    /// <summary>Words from a row to the next, of a k-tile that runs along the depth.</summary>
    public static int PitchAlong(bool packed) => packed ? (Depth / 2) + 4 : Depth + 4;

    /// <summary>
    /// Words from a depth (packed: a pair of them) to the next, of a k-tile that runs along the rows.
    /// </summary>
    public static int PitchAcross(int rows) => rows + 8;

    /// <summary>Words of a k-tile.</summary>
    public static int Words(bool alongDepth, bool packed, int rows) => alongDepth
        ? rows * PitchAlong(packed)
        : (packed ? Depth / 2 : Depth) * PitchAcross(rows);
}
