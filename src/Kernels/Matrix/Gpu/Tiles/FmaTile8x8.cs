using IlgpuCnn.Kernels.Matrix.Gpu.Access;
using IlgpuCnn.Kernels.Matrix.Gpu.Epilogues;
using IlgpuCnn.Kernels.Matrix.Gpu.Operands;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>A tile of 8×8 sums a thread.</summary>
internal struct FmaTile8x8<TGrid> : ITile<FmaTile8x8<TGrid>>
    where TGrid : struct, IThreadGrid
{
    public Block4x4 UpperLeft;
    public Block4x4 UpperRight;
    public Block4x4 LowerLeft;
    public Block4x4 LowerRight;

    public static int Rows => 8 * TGrid.Down;

    public static int Columns => 8 * TGrid.Across;

    public static int Threads => TGrid.Across * TGrid.Down;

    public static int Reads => Threads / 32 * 8 * ((32 / TGrid.Across) + TGrid.Across);

    public static int RowPitch => 1;

    public static int Stages => 2;

    public static KTileLayout Layout => KTileLayout.Floats;

    public static int LeftStart<TLeft>()
        where TLeft : struct, IGemmOperand => FmaThread<TGrid>.LeftStart<TLeft>();

    public static int RightStart<TRight>()
        where TRight : struct, IGemmOperand => FmaThread<TGrid>.RightStart<TRight>();

    public static FmaTile8x8<TGrid> AddKTile<TLeft, TRight>(
        FmaTile8x8<TGrid> sums, Floats left, int leftStart, Floats right, int rightStart)
        where TLeft : struct, IGemmOperand
        where TRight : struct, IGemmOperand
    {
        ArrayView<Float4> rows = left.Cast<Float4>().SubView(leftStart / 4);
        ArrayView<Float4> columns = right.Cast<Float4>().SubView(rightStart / 4);
        sums = AddStep<TLeft, TRight>(sums, rows, columns, 0);
        sums = AddStep<TLeft, TRight>(sums, rows, columns, 4);
        sums = AddStep<TLeft, TRight>(sums, rows, columns, 8);
        return AddStep<TLeft, TRight>(sums, rows, columns, 12);
    }

    public static void Store<TRight, TResult>(FmaTile8x8<TGrid> sums, in ResultView view)
        where TRight : struct, IGemmOperand
        where TResult : struct, IResult
    {
        FmaThread<TGrid>.Store<TRight, TResult>(sums.UpperLeft, 0, 0, Rows, Columns, view);
        FmaThread<TGrid>.Store<TRight, TResult>(sums.UpperRight, 0, 1, Rows, Columns, view);
        FmaThread<TGrid>.Store<TRight, TResult>(sums.LowerLeft, 1, 0, Rows, Columns, view);
        FmaThread<TGrid>.Store<TRight, TResult>(sums.LowerRight, 1, 1, Rows, Columns, view);
    }

    public static void StorePooled(FmaTile8x8<TGrid> sums, in PooledView view)
    {
        FmaThread<TGrid>.StorePooled(sums.UpperLeft, 0, 0, Rows, Columns, view);
        FmaThread<TGrid>.StorePooled(sums.UpperRight, 0, 1, Rows, Columns, view);
        FmaThread<TGrid>.StorePooled(sums.LowerLeft, 1, 0, Rows, Columns, view);
        FmaThread<TGrid>.StorePooled(sums.LowerRight, 1, 1, Rows, Columns, view);
    }

    private static FmaTile8x8<TGrid> AddStep<TLeft, TRight>(
        FmaTile8x8<TGrid> sums, ArrayView<Float4> left, ArrayView<Float4> right, int depth)
        where TLeft : struct, IGemmOperand
        where TRight : struct, IGemmOperand
    {
        Quad first = FmaThread<TGrid>.Right<TRight>(right, 0, Columns, depth);
        Quad second = FmaThread<TGrid>.Right<TRight>(right, 1, Columns, depth);
        Quad upper = FmaThread<TGrid>.Left<TLeft>(left, 0, Rows, depth);
        sums.UpperLeft = Block4x4.AddProduct(sums.UpperLeft, upper, first);
        sums.UpperRight = Block4x4.AddProduct(sums.UpperRight, upper, second);
        Quad lower = FmaThread<TGrid>.Left<TLeft>(left, 1, Rows, depth);
        sums.LowerLeft = Block4x4.AddProduct(sums.LowerLeft, lower, first);
        sums.LowerRight = Block4x4.AddProduct(sums.LowerRight, lower, second);
        return sums;
    }
}
