using IlgpuCnn.Kernels.Matrix.Gpu.Epilogues;
using IlgpuCnn.Kernels.Matrix.Gpu.Operands;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>Two rectangles of a warp, one above the other.</summary>
internal struct Twice<TWarp> : IWarpTile<Twice<TWarp>>
    where TWarp : struct, IWarpTile<TWarp>
{
    public TWarp Upper;
    public TWarp Lower;

    public static int Rows => 2 * TWarp.Rows;

    public static int Columns => TWarp.Columns;

    public static Twice<TWarp> AddProduct<TNumber>(
        Twice<TWarp> sums, MmaOperand left, int row, MmaColumns64 columns)
        where TNumber : struct, IMmaNumber
    {
        sums.Upper = TWarp.AddProduct<TNumber>(sums.Upper, left, row, columns);
        sums.Lower = TWarp.AddProduct<TNumber>(sums.Lower, left, row + TWarp.Rows, columns);
        return sums;
    }

    public static void Store<TResult>(Twice<TWarp> sums, MmaTerms64 terms, int row, int column, in ResultView view)
        where TResult : struct, IResult
    {
        TWarp.Store<TResult>(sums.Upper, terms, row, column, view);
        TWarp.Store<TResult>(sums.Lower, terms, row + TWarp.Rows, column, view);
    }

    public static void StorePooled(Twice<TWarp> sums, MmaTerms64 terms, int window, int column, in PooledView view)
    {
        TWarp.StorePooled(sums.Upper, terms, window, column, view);
        TWarp.StorePooled(sums.Lower, terms, window + (TWarp.Rows / PooledRows.Taps), column, view);
    }
}
