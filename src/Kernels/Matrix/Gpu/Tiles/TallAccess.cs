using IlgpuCnn.Kernels.Matrix.Gpu.Operands;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>16 bytes at a time, eight times a k-tile: for the rows of the tallest tiles.</summary>
internal readonly struct TallAccess : IAccess
{
    public static bool IsWide => true;

    public static Coordinates4 MoreRows<TOperand>(
        Window window, GemmExtents extents, int firstRow, VectorAccesses accesses)
        where TOperand : struct, IGemmOperand =>
        OperandCoordinates.Rows<TOperand>(window, extents, firstRow, accesses, 4);

    public static void CopyMore<TOperand, TAccess>(
        AsyncKTiles<TOperand, TAccess> kTiles, int depth, int rows, int threads, KTileLayout layout, Floats kTile)
        where TOperand : struct, IGemmOperand
        where TAccess : struct, IAccess => kTiles.CopyFourMore(depth, rows, threads, layout, kTile);

    public static Fetched FetchMore<TOperand, TAccess>(
        PackedKTiles<TOperand, TAccess> kTiles, Fetched fetched, Coordinates4 depths)
        where TOperand : struct, IGemmOperand
        where TAccess : struct, IAccess => kTiles.FetchFourMore(fetched, depths);

    public static void PutMore<TOperand, TAccess>(
        PackedKTiles<TOperand, TAccess> kTiles, Fetched fetched, int step, Floats kTile)
        where TOperand : struct, IGemmOperand
        where TAccess : struct, IAccess => kTiles.PutFourMore(fetched, step, kTile);
}
