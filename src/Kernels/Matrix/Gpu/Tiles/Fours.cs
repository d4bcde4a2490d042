namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>
/// How the threads of a group share a slice between them: in fours of neighbours in global memory. A thread's fours are
/// those of its lane in lines <see cref="First"/>, <see cref="First"/> + <see cref="Step"/> and so on. Of a slice that
/// runs along the depth the lines are rows; else they are depths, or pairs of depths.
/// </summary>
/// <param name="Lanes">Fours of a line, a power of 2.</param>
/// <param name="Lines">Lines of the slice.</param>
/// <param name="Threads">Threads of the group.</param>
internal readonly record struct Fours(int Lanes, int Lines, int Threads)
{
    /// <summary>Of a slice of so many rows.</summary>
    public static Fours Of(bool alongDepth, bool packed, int rows, int threads) => alongDepth
        ? new Fours(Slice.Depth / 4, rows, threads)
        : new Fours(rows / 4, packed ? Slice.Depth / 2 : Slice.Depth, threads);

    /// <summary>Place of this thread's fours in a line.</summary>
    public int Lane => Group.IdxX & (Lanes - 1);

    /// <summary>This thread's first line.</summary>
    public int First => Group.IdxX / Lanes;

    /// <summary>Lines from one of a thread's fours to the next.</summary>
    public int Step => Threads / Lanes;

    /// <summary>Fours of a thread, at least 1.</summary>
    public int Count => Lines <= Step ? 1 : Lines / Step;

    /// <summary>Whether this thread has its first four: not all do where there are fewer fours than threads.</summary>
    public bool HasAny => Lines >= Step || First < Lines;
}
