using IlgpuCnn.Kernels.Matrix.Gpu.Epilogues;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>The rectangle of sums that a warp keeps in its registers.</summary>
internal interface IWarpTile<TSelf>
    where TSelf : struct, IWarpTile<TSelf>
{
    /// <summary>Rows of the rectangle.</summary>
    static abstract int Rows { get; }

    /// <summary>Columns of the rectangle: 32 or 64.</summary>
    static abstract int Columns { get; }

    /// <summary>Adds the product of left, from a row on, and the columns of right, one step deep.</summary>
    static abstract TSelf AddProduct<TNumber>(TSelf sums, MmaOperand left, int row, MmaColumns64 columns)
        where TNumber : struct, IMmaNumber;

    /// <summary>Writes the sums; the rectangle's first row and column are given.</summary>
    static abstract void Store<TResult>(TSelf sums, MmaTerms64 terms, int row, int column, in ResultView view)
        where TResult : struct, IResult;

    /// <summary>Writes the largest sum of each window; the rectangle's first window and column are given.</summary>
    static abstract void StorePooled(TSelf sums, MmaTerms64 terms, int window, int column, in PooledView view);
}
