using IlgpuCnn.Kernels.Matrix.Gpu.Operands;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>
/// How an operand is read from global memory. What only some threads' accesses need is a method here, empty for the
/// others, and no condition: ILGPU would compile the code for all and drop it last, which takes it twice as long.
/// </summary>
internal interface IAccess
{
    /// <summary>Whether four neighbours are read at once; else each by itself.</summary>
    static abstract bool IsWide { get; }

    /// <summary>The rows of a thread's accesses behind the first four, where it has eight.</summary>
    static abstract Coordinates4 MoreRows<TOperand>(
        Window window, GemmExtents extents, int firstRow, VectorAccesses accesses)
        where TOperand : struct, IGemmOperand;

    /// <summary>Begins to copy what those accesses read.</summary>
    static abstract void CopyMore<TOperand, TAccess>(
        AsyncKTiles<TOperand, TAccess> kTiles, int depth, int rows, int threads, KTileLayout layout, Floats kTile)
        where TOperand : struct, IGemmOperand
        where TAccess : struct, IAccess;

    /// <summary>Adds what those accesses read to what was fetched.</summary>
    static abstract Fetched FetchMore<TOperand, TAccess>(
        PackedKTiles<TOperand, TAccess> kTiles, Fetched fetched, Coordinates4 depths)
        where TOperand : struct, IGemmOperand
        where TAccess : struct, IAccess;

    /// <summary>Puts what those accesses read into shared memory.</summary>
    static abstract void PutMore<TOperand, TAccess>(
        PackedKTiles<TOperand, TAccess> kTiles, Fetched fetched, int step, Floats kTile)
        where TOperand : struct, IGemmOperand
        where TAccess : struct, IAccess;
}
