using IlgpuCnn.Kernels.Matrix.Gpu.Access;
using IlgpuCnn.Kernels.Matrix.Gpu.Epilogues;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>
/// A warp's rectangle of 32 rows by 32 columns, of which a thread holds four rows of each of its columns: a window's.
/// </summary>
internal struct Warp32x32 : IWarpTile<Warp32x32>
{
    public Warp16x32 Upper;
    public Warp16x32 Lower;

    public static int Rows => 2 * Warp16x32.Rows;

    public static int Columns => 32;

    public static Warp32x32 AddProduct<TNumber>(
        Warp32x32 sums, MmaOperand left, int row, MmaColumns64 columns)
        where TNumber : struct, IMmaNumber => AddProduct<TNumber>(
            sums, left.Rows<TNumber>(row), left.Rows<TNumber>(row + Warp16x32.Rows), columns.Left);

    public static Warp32x32 AddProduct<TNumber>(Warp32x32 sums, Word4 upper, Word4 lower, MmaColumns columns)
        where TNumber : struct, IMmaNumber
    {
        sums.Upper = Warp16x32.AddProduct<TNumber>(sums.Upper, upper, columns);
        sums.Lower = Warp16x32.AddProduct<TNumber>(sums.Lower, lower, columns);
        return sums;
    }

    public static void Store<TResult>(Warp32x32 sums, MmaTerms64 terms, int row, int column, in ResultView view)
        where TResult : struct, IResult => Store<TResult>(sums, terms.Left, row, column, view);

    public static void Store<TResult>(Warp32x32 sums, MmaTerms terms, int row, int column, in ResultView view)
        where TResult : struct, IResult
    {
        Warp16x32.Store<TResult>(sums.Upper, terms, row, column, view);
        Warp16x32.Store<TResult>(sums.Lower, terms, row + Warp16x32.Rows, column, view);
    }

    public static void StorePooled(Warp32x32 sums, MmaTerms64 terms, int window, int column, in PooledView view) =>
        StorePooled(sums, terms.Left, window, column, view);

    public static void StorePooled(Warp32x32 sums, MmaTerms terms, int window, int column, in PooledView view)
    {
        int lane = Group.IdxX & 31;
        int y = window + (lane / 4);
        int x = column + ((lane & 3) * 2);
        StoreTwo(sums.Upper.N0, sums.Lower.N0, terms.N0, y, x, view);
        StoreTwo(sums.Upper.N1, sums.Lower.N1, terms.N1, y, x + 8, view);
        StoreTwo(sums.Upper.N2, sums.Lower.N2, terms.N2, y, x + 16, view);
        StoreTwo(sums.Upper.N3, sums.Lower.N3, terms.N3, y, x + 24, view);
    }

    private static void StoreTwo(Float4 upper, Float4 lower, Float2 terms, int window, int column, in PooledView view)
    {
        Largest first = Largest.Of(upper.X, upper.Z, lower.X, lower.Z);
        Largest second = Largest.Of(upper.Y, upper.W, lower.Y, lower.W);
        view.Store(window, column, first, second, terms);
    }
}
