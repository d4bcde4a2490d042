using IlgpuCnn.Kernels.Matrix.Gpu.Access;
using IlgpuCnn.Kernels.Matrix.Gpu.Epilogues;
using IlgpuCnn.Kernels.Matrix.Gpu.Operands;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>How the threads of a group stand over a tile.</summary>
internal interface IThreadGrid
{
    /// <summary>Threads across the columns, a power of 2.</summary>
    static abstract int Across { get; }

    /// <summary>Threads down the rows.</summary>
    static abstract int Down { get; }
}

/// <summary>16 × 16 threads.</summary>
internal readonly struct SquareGrid : IThreadGrid
{
    public static int Across => 16;

    public static int Down => 16;
}

/// <summary>8 threads across, 16 down: as many registers a thread as an 8×8 block needs.</summary>
internal readonly struct SmallGrid : IThreadGrid
{
    public static int Across => 8;

    public static int Down => 16;
}

/// <summary>8 threads across, 32 down: for products of few columns.</summary>
internal readonly struct TallGrid : IThreadGrid
{
    public static int Across => 8;

    public static int Down => 32;
}

/// <summary>A tile of 4×4 sums a thread, multiplied in float32 one at a time.</summary>
internal struct FmaTile4x4<TGrid> : ITile<FmaTile4x4<TGrid>>
    where TGrid : struct, IThreadGrid
{
    public Block4x4 Sums;

    public static int Rows => 4 * TGrid.Down;

    public static int Columns => 4 * TGrid.Across;

    public static int Threads => TGrid.Across * TGrid.Down;

    public static int RowPitch => 1;

    public static int Stages => 3;

    public static bool IsPacked => false;

    public static int LeftStart<TLeft>()
        where TLeft : struct, IGemmOperand => FmaThread<TGrid>.LeftStart<TLeft>();

    public static int RightStart<TRight>()
        where TRight : struct, IGemmOperand => FmaThread<TGrid>.RightStart<TRight>();

    public static FmaTile4x4<TGrid> AddSlice<TLeft, TRight>(
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
            sums, FmaThread<TGrid>.Left<TLeft>(left, 0, Rows, depth), FmaThread<TGrid>.Right<TRight>(right, 0, Columns, depth));
}

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

    public static int RowPitch => 1;

    public static int Stages => 2;

    public static bool IsPacked => false;

    public static int LeftStart<TLeft>()
        where TLeft : struct, IGemmOperand => FmaThread<TGrid>.LeftStart<TLeft>();

    public static int RightStart<TRight>()
        where TRight : struct, IGemmOperand => FmaThread<TGrid>.RightStart<TRight>();

    public static FmaTile8x8<TGrid> AddSlice<TLeft, TRight>(
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

/// <summary>
/// One thread's place in a tile: which of a slice it reads, at distances from its first word that the compiler knows, and
/// where its sums go.
/// </summary>
internal static class FmaThread<TGrid>
    where TGrid : struct, IThreadGrid
{
    private static int X => Group.IdxX & (TGrid.Across - 1);

    private static int Y => Group.IdxX / TGrid.Across;

    /// <summary>Index in a slice of left of the thread's first word.</summary>
    public static int LeftStart<TLeft>()
        where TLeft : struct, IGemmOperand => Y * 4 * (TLeft.RunsAlongDepth ? Slice.PitchAlong(false) : 1);

    /// <summary>Index in a slice of right of the thread's first word.</summary>
    public static int RightStart<TRight>()
        where TRight : struct, IGemmOperand => X * (TRight.RunsAlongDepth ? Slice.PitchAlong(false) : 4);

    /// <summary>Four rows of left, of the thread's <paramref name="quad"/>th four, at four depths.</summary>
    public static Quad Left<TLeft>(ArrayView<Float4> slice, int quad, int rows, int depth)
        where TLeft : struct, IGemmOperand
    {
        int row = quad * 4 * TGrid.Down;
        return TLeft.RunsAlongDepth
            ? Quad.AlongDepth(slice, ((row * Slice.PitchAlong(false)) + depth) / 4, Slice.PitchAlong(false) / 4)
            : Quad.AcrossDepth(slice, ((depth * Slice.PitchAcross(rows)) + row) / 4, Slice.PitchAcross(rows) / 4);
    }

    /// <summary>Four columns of right, of the thread's <paramref name="quad"/>th four, at four depths.</summary>
    public static Quad Right<TRight>(ArrayView<Float4> slice, int quad, int columns, int depth)
        where TRight : struct, IGemmOperand
    {
        int column = quad * 4 * TGrid.Across;
        int along = Slice.PitchAlong(false) / 4;
        return TRight.RunsAlongDepth
            ? Quad.AlongDepth(slice, (column * along) + (depth / 4), TGrid.Across * along)
            : Quad.AcrossDepth(
                slice, ((depth * Slice.PitchAcross(columns)) + column) / 4, Slice.PitchAcross(columns) / 4);
    }

    /// <summary>Stores the sums of a pair of the thread's fours.</summary>
    public static void Store<TRight, TResult>(
        Block4x4 sums, int rowQuad, int columnQuad, int rows, int columns, in ResultView view)
        where TRight : struct, IGemmOperand
        where TResult : struct, IResult
    {
        int row = (Grid.IdxX * rows) + (rowQuad * 4 * TGrid.Down) + (Y * 4);
        int column = (Grid.IdxY * columns) + (columnQuad * 4 * TGrid.Across) + (TRight.RunsAlongDepth ? X : X * 4);
        Float4 terms = TRight.RunsAlongDepth
            ? new Float4(
                view.Term<TResult>(column), view.Term<TResult>(column + TGrid.Across),
                view.Term<TResult>(column + (2 * TGrid.Across)), view.Term<TResult>(column + (3 * TGrid.Across)))
            : view.Terms<TResult>(column);
        Float4 read0 = ReadRow<TResult>(row, column, view);
        Float4 read1 = ReadRow<TResult>(row + 1, column, view);
        Float4 read2 = ReadRow<TResult>(row + 2, column, view);
        Float4 read3 = ReadRow<TResult>(row + 3, column, view);
        StoreRow<TRight, TResult>(sums.Row0, terms, read0, row, column, view);
        StoreRow<TRight, TResult>(sums.Row1, terms, read1, row + 1, column, view);
        StoreRow<TRight, TResult>(sums.Row2, terms, read2, row + 2, column, view);
        StoreRow<TRight, TResult>(sums.Row3, terms, read3, row + 3, column, view);
    }

    /// <summary>Stores the largest of the four rows of each of the thread's columns, of a pair of its fours.</summary>
    public static void StorePooled(
        Block4x4 sums, int rowQuad, int columnQuad, int rows, int columns, in PooledView view)
    {
        int window = (((Grid.IdxX * rows) + (rowQuad * 4 * TGrid.Down)) / PooledRows.Taps) + Y;
        int column = (Grid.IdxY * columns) + (columnQuad * 4 * TGrid.Across) + (X * 4);
        Largest first = Largest.Of(sums.Row0.X, sums.Row1.X, sums.Row2.X, sums.Row3.X);
        Largest second = Largest.Of(sums.Row0.Y, sums.Row1.Y, sums.Row2.Y, sums.Row3.Y);
        view.Store(window, column, first, second, new Float2(view.Term(column), view.Term(column + 1)));
        first = Largest.Of(sums.Row0.Z, sums.Row1.Z, sums.Row2.Z, sums.Row3.Z);
        second = Largest.Of(sums.Row0.W, sums.Row1.W, sums.Row2.W, sums.Row3.W);
        view.Store(window, column + 2, first, second, new Float2(view.Term(column + 2), view.Term(column + 3)));
    }

    // Results that read have a right that runs along the depth.
    private static Float4 ReadRow<TResult>(int row, int column, in ResultView view)
        where TResult : struct, IResult => new(
            view.Read<TResult>(row, column), view.Read<TResult>(row, column + TGrid.Across),
            view.Read<TResult>(row, column + (2 * TGrid.Across)), view.Read<TResult>(row, column + (3 * TGrid.Across)));

    // Where right runs along the depth a thread's columns lie a grid apart, so that neighbours read different banks.
    private static void StoreRow<TRight, TResult>(
        Float4 sums, Float4 terms, Float4 read, int row, int column, in ResultView view)
        where TRight : struct, IGemmOperand
        where TResult : struct, IResult
    {
        if (TRight.RunsAlongDepth)
        {
            view.Store<TResult>(row, column, sums.X, terms.X, read.X);
            view.Store<TResult>(row, column + TGrid.Across, sums.Y, terms.Y, read.Y);
            view.Store<TResult>(row, column + (2 * TGrid.Across), sums.Z, terms.Z, read.Z);
            view.Store<TResult>(row, column + (3 * TGrid.Across), sums.W, terms.W, read.W);
        }
        else
        {
            view.Store<TResult>(row, column, sums, terms);
        }
    }
}
