namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>
/// How the threads of a group share a k-tile between them: in vector accesses, each of four elements that are
/// neighbours in global memory. A thread makes those at its own index in lines <see cref="FirstLine"/>,
/// <see cref="FirstLine"/> + <see cref="LineStep"/> and so on. The lines of a k-tile that runs along the depth are
/// rows; else they are depths, or pairs of depths.
/// </summary>
/// <param name="PerLine">Vector accesses that cover a line, a power of 2.</param>
/// <param name="Lines">Lines of the k-tile.</param>
/// <param name="Threads">Threads of the group.</param>
internal readonly record struct VectorAccesses(int PerLine, int Lines, int Threads)
{
    /// <summary>The vector accesses of a k-tile of <paramref name="rows"/> rows.</summary>
    public static VectorAccesses Of(bool alongDepth, KTileLayout layout, int rows, int threads) => alongDepth
        ? new VectorAccesses(KTile.Depth / 4, rows, threads)
        : new VectorAccesses(rows / 4, layout == KTileLayout.Pairs ? KTile.Depth / 2 : KTile.Depth, threads);

    /// <summary>Index in a line of this thread's accesses.</summary>
    public int Index => Group.IdxX & (PerLine - 1);

    /// <summary>This thread's first line.</summary>
    public int FirstLine => Group.IdxX / PerLine;

    /// <summary>Lines from one of a thread's accesses to the next.</summary>
    public int LineStep => Threads / PerLine;

    /// <summary>Accesses of a thread: 1, 2, 4 or 8.</summary>
    public int Count => Lines <= LineStep ? 1 : Lines / LineStep;

    /// <summary>
    /// Whether this thread makes its first access: not all do where there are fewer accesses than threads.
    /// </summary>
    public bool HasAny => Lines >= LineStep || FirstLine < Lines;
}
