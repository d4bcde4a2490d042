using IlgpuCnn.Kernels.Matrix.Gpu.Operands;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>A float at a time: for the 3 channels of the first layer, and numbers of classes as they come.</summary>
internal readonly struct NarrowAccess : IAccess
{
    public static bool IsWide => false;

    public static Coordinates4 MoreRows<TOperand>(
        Window window, GemmExtents extents, int firstRow, VectorAccesses accesses)
        where TOperand : struct, IGemmOperand => default;

    public static void CopyMore<TOperand, TAccess>(
        AsyncKTiles<TOperand, TAccess> kTiles, int depth, int rows, int threads, KTileLayout layout, Floats kTile)
        where TOperand : struct, IGemmOperand
        where TAccess : struct, IAccess
    {
    }

    public static Fetched FetchMore<TOperand, TAccess>(
        PackedKTiles<TOperand, TAccess> kTiles, Fetched fetched, Coordinates4 depths)
        where TOperand : struct, IGemmOperand
        where TAccess : struct, IAccess => fetched;

    public static void PutMore<TOperand, TAccess>(
        PackedKTiles<TOperand, TAccess> kTiles, Fetched fetched, int step, Floats kTile)
        where TOperand : struct, IGemmOperand
        where TAccess : struct, IAccess
    {
    }
}
