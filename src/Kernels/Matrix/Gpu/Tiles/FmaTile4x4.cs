using IlgpuCnn.Kernels.Matrix.Gpu.Access;
using IlgpuCnn.Kernels.Matrix.Gpu.Epilogues;
using IlgpuCnn.Kernels.Matrix.Gpu.Operands;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>A tile of 4×4 sums a thread, multiplied in float32 one at a time.</summary>
internal struct FmaTile4x4<TGrid> : ITile<FmaTile4x4<TGrid>>
    where TGrid : struct, IThreadGrid
{
    public Block4x4 Sums;

    public static int Rows => 4 * TGrid.Down;

    public static int Columns => 4 * TGrid.Across;

    public static int Threads => TGrid.Across * TGrid.Down;

    public static int Reads => Threads / 32 * 4 * ((32 / TGrid.Across) + TGrid.Across);

    public static int RowPitch => 1;

    public static int Stages => 3;

    public static KTileLayout Layout => KTileLayout.Floats;

    public static int LeftStart<TLeft>()
        where TLeft : struct, IGemmOperand => FmaThread<TGrid>.LeftStart<TLeft>();

    public static int RightStart<TRight>()
        where TRight : struct, IGemmOperand => FmaThread<TGrid>.RightStart<TRight>();

    public static FmaTile4x4<TGrid> AddKTile<TLeft, TRight>(
        FmaTile4x4<TGrid> sums, Floats left, int leftStart, Floats right, int rightStart)
        where TLeft : struct, IGemmOperand
        where TRight : struct, IGemmOperand
    {
        ArrayView<Float4> rows = left.Cast<Float4>().SubView(leftStart / 4);
        ArrayView<Float4> columns = right.Cast<Float4>().SubView(rightStart / 4);
        sums.Sums = AddStep<TLeft, TRight>(sums.Sums, rows, columns, 0);
        sums.Sums = AddStep<TLeft, TRight>(sums.Sums, rows, columns, 4);
        sums.Sums = AddStep<TLeft, TRight>(sums.Sums, rows, columns, 8);
        sums.Sums = AddStep<TLeft, TRight>(sums.Sums, rows, columns, 12);
        return sums;
    }

    public static void Store<TRight, TResult>(FmaTile4x4<TGrid> sums, in ResultView view)
        where TRight : struct, IGemmOperand
        where TResult : struct, IResult =>
        FmaThread<TGrid>.Store<TRight, TResult>(sums.Sums, 0, 0, Rows, Columns, view);

    public static void StorePooled(FmaTile4x4<TGrid> sums, in PooledView view) =>
        FmaThread<TGrid>.StorePooled(sums.Sums, 0, 0, Rows, Columns, view);

    private static Block4x4 AddStep<TLeft, TRight>(
        Block4x4 sums, ArrayView<Float4> left, ArrayView<Float4> right, int depth)
        where TLeft : struct, IGemmOperand
        where TRight : struct, IGemmOperand => Block4x4.AddProduct(
            sums, FmaThread<TGrid>.Left<TLeft>(left, 0, Rows, depth),
            FmaThread<TGrid>.Right<TRight>(right, 0, Columns, depth));
}
