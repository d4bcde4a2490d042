namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>
/// The place of elements of a k-tile, <see cref="Depth"/> deep, in shared memory: in the order that they have in global
/// memory, row after row or depth after depth, so that the threads of a warp, who read 8 rows of 4 words at a time, find
/// them in 32 different banks. Depths are padded for that, and rows of floats. Rows that are read by matrices are not:
/// the 16-byte chunks of a row change places instead, by the number of the row.
/// </summary>
internal static class KTile
{
    /// <summary>Terms of each sum in one k-tile.</summary>
    public const int Depth = 16;

    /// <summary>Words from a row to the next, of a k-tile that runs along the depth.</summary>
    public static int PitchAlong(KTileLayout layout) => layout switch
    {
        KTileLayout.Floats => Depth + 4,
        KTileLayout.Words => Depth,
        _ => Depth / 2,
    };

    /// <summary>
    /// Words from a depth (of pairs: from a pair) to the next, of a k-tile that runs along the rows.
    /// </summary>
    public static int PitchAcross(int rows) => rows + 8;

    /// <summary>
    /// Where a row's chunk number <paramref name="chunk"/> stands, of a k-tile that runs along the depth. Rows a
    /// multiple of 8 apart have the same order.
    /// </summary>
    public static int Chunk(KTileLayout layout, int row, int chunk) => layout switch
    {
        KTileLayout.Floats => chunk,
        KTileLayout.Words => chunk ^ ((row / 2) & 3),
        _ => chunk ^ ((row / 4) & 1),
    };

    /// <summary>Words of a k-tile.</summary>
    public static int Words(bool alongDepth, KTileLayout layout, int rows) => alongDepth
        ? rows * PitchAlong(layout)
        : (layout == KTileLayout.Pairs ? Depth / 2 : Depth) * PitchAcross(rows);
}
