using IlgpuCnn.Kernels.Matrix.Gpu.Access;
using IlgpuCnn.Kernels.Matrix.Gpu.Epilogues;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>
/// A warp's rectangle of 32 rows by 64 columns: a word of left is multiplied twice as often as in 32 columns.
/// </summary>
internal struct Warp32x64 : IWarpTile<Warp32x64>
{
    public Warp32x32 Left;
    public Warp32x32 Right;

    public static int Rows => Warp32x32.Rows;

    public static int Columns => 2 * Warp32x32.Columns;

    public static Warp32x64 AddProduct<TNumber>(
        Warp32x64 sums, MmaOperand left, int row, MmaColumns64 columns)
        where TNumber : struct, IMmaNumber
    {
        Word4 upper = left.Rows<TNumber>(row);
        Word4 lower = left.Rows<TNumber>(row + Warp16x32.Rows);
        sums.Left = Warp32x32.AddProduct<TNumber>(sums.Left, upper, lower, columns.Left);
        sums.Right = Warp32x32.AddProduct<TNumber>(sums.Right, upper, lower, columns.Right);
        return sums;
    }

    public static void Store<TResult>(Warp32x64 sums, MmaTerms64 terms, int row, int column, in ResultView view)
        where TResult : struct, IResult
    {
        Warp32x32.Store<TResult>(sums.Left, terms.Left, row, column, view);
        Warp32x32.Store<TResult>(sums.Right, terms.Right, row, column + Warp32x32.Columns, view);
    }

    public static void StorePooled(Warp32x64 sums, MmaTerms64 terms, int window, int column, in PooledView view)
    {
        Warp32x32.StorePooled(sums.Left, terms.Left, window, column, view);
        Warp32x32.StorePooled(sums.Right, terms.Right, window, column + Warp32x32.Columns, view);
    }
}
