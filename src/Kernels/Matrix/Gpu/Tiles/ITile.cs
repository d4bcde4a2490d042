using IlgpuCnn.Kernels.Matrix.Gpu.Epilogues;
using IlgpuCnn.Kernels.Matrix.Gpu.Operands;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>
/// The sums of one group of threads, as one thread holds its share of them, and how a k-tile of both operands in shared
/// memory is added to them. The compiler folds the constants into the kernel.
/// </summary>
internal interface ITile<TSelf>
    where TSelf : struct, ITile<TSelf>
{
    /// <summary>Rows of the tile.</summary>
    static abstract int Rows { get; }

    /// <summary>Columns of the tile.</summary>
    static abstract int Columns { get; }

    /// <summary>Threads of a group.</summary>
    static abstract int Threads { get; }

    /// <summary>Rows and columns that the warps read of a k-tile, those of each warp counted.</summary>
    static abstract int Reads { get; }

    /// <summary>Rows from one that a thread holds to the next, within each four.</summary>
    static abstract int RowPitch { get; }

    /// <summary>K-tiles in shared memory at a time: 2 or 3.</summary>
    static abstract int Stages { get; }

    /// <summary>How it keeps k-tiles in shared memory.</summary>
    static abstract KTileLayout Layout { get; }

    /// <summary>Index in a k-tile of left of this thread's first word.</summary>
    static abstract int LeftStart<TLeft>()
        where TLeft : struct, IGemmOperand;

    /// <summary>Index in a k-tile of right of this thread's first word.</summary>
    static abstract int RightStart<TRight>()
        where TRight : struct, IGemmOperand;

    /// <summary>Adds the product of a k-tile of left and a k-tile of right.</summary>
    static abstract TSelf AddKTile<TLeft, TRight>(
        TSelf sums, Floats left, int leftStart, Floats right, int rightStart)
        where TLeft : struct, IGemmOperand
        where TRight : struct, IGemmOperand;

    /// <summary>Stores the sums in the result.</summary>
    static abstract void Store<TRight, TResult>(TSelf sums, in ResultView view)
        where TRight : struct, IGemmOperand
        where TResult : struct, IResult;

    /// <summary>
    /// Stores the largest sum of each window, whose rows are numbered as <see cref="PooledRows"/> says.
    /// </summary>
    static abstract void StorePooled(TSelf sums, in PooledView view);
}
