using IlgpuCnn.Kernels.Matrix.Gpu.Epilogues;
using IlgpuCnn.Kernels.Matrix.Gpu.Operands;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>
/// A tile of tensor-core sums: the warps of a group stand over it in a grid, each with its own rectangle.
/// </summary>
internal struct MmaTile<TWarp, TGrid, TNumber> : ITile<MmaTile<TWarp, TGrid, TNumber>>
    where TWarp : struct, IWarpTile<TWarp>
    where TGrid : struct, IWarpGrid
    where TNumber : struct, IMmaNumber
{
    public TWarp Sums;

    public static int Rows => TWarp.Rows * TGrid.Down;

    public static int Columns => TWarp.Columns * TGrid.Across;

    public static int Threads => 32 * TGrid.Across * TGrid.Down;

    public static int Reads => TGrid.Across * TGrid.Down * (TWarp.Rows + TWarp.Columns);

    public static int RowPitch => Warp16x32.RowPitch;

    public static int Stages => TGrid.Stages;

    public static KTileLayout Layout => TNumber.Layout;

    private static int WarpRow => Group.IdxX / (32 * TGrid.Across) * TWarp.Rows;

    private static int WarpColumn => ((Group.IdxX / 32) & (TGrid.Across - 1)) * TWarp.Columns;

    public static int LeftStart<TLeft>()
        where TLeft : struct, IGemmOperand => MmaOperand.LeftStart(TLeft.RunsAlongDepth, Layout, Rows, WarpRow);

    public static int RightStart<TRight>()
        where TRight : struct, IGemmOperand => MmaOperand.RightStart(TRight.RunsAlongDepth, Layout, Columns, WarpColumn);

    public static MmaTile<TWarp, TGrid, TNumber> AddKTile<TLeft, TRight>(
        MmaTile<TWarp, TGrid, TNumber> sums, Floats left, int leftStart, Floats right, int rightStart)
        where TLeft : struct, IGemmOperand
        where TRight : struct, IGemmOperand
    {
        sums.Sums = AddStep<TLeft, TRight>(sums.Sums, left, leftStart, right, rightStart, 0);
        if (Layout == KTileLayout.Words)
            sums.Sums = AddStep<TLeft, TRight>(sums.Sums, left, leftStart, right, rightStart, MmaOperand.StepWords);
        return sums;
    }

    public static void Store<TRight, TResult>(MmaTile<TWarp, TGrid, TNumber> sums, in ResultView view)
        where TRight : struct, IGemmOperand
        where TResult : struct, IResult
    {
        int column = (Grid.IdxY * Columns) + WarpColumn;
        MmaTerms64 terms = MmaTerms64.Of<TResult>(view, column, TWarp.Columns);
        TWarp.Store<TResult>(sums.Sums, terms, (Grid.IdxX * Rows) + WarpRow, column, view);
    }

    public static void StorePooled(MmaTile<TWarp, TGrid, TNumber> sums, in PooledView view)
    {
        int column = (Grid.IdxY * Columns) + WarpColumn;
        int window = ((Grid.IdxX * Rows) + WarpRow) / PooledRows.Taps;
        TWarp.StorePooled(sums.Sums, MmaTerms64.Of(view, column, TWarp.Columns), window, column, view);
    }

    private static TWarp AddStep<TLeft, TRight>(
        TWarp sums, Floats left, int leftStart, Floats right, int rightStart, int word)
        where TLeft : struct, IGemmOperand
        where TRight : struct, IGemmOperand
    {
        MmaOperand rows = MmaOperand.Of(TLeft.RunsAlongDepth, Layout, Rows, left, leftStart, word);
        MmaOperand columns = MmaOperand.Of(TRight.RunsAlongDepth, Layout, Columns, right, rightStart, word);
        return TWarp.AddProduct<TNumber>(sums, rows, 0, MmaColumns64.Load<TNumber>(columns, TWarp.Columns));
    }
}
