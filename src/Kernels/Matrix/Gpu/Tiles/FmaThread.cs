using IlgpuCnn.Kernels.Matrix.Gpu.Access;
using IlgpuCnn.Kernels.Matrix.Gpu.Epilogues;
using IlgpuCnn.Kernels.Matrix.Gpu.Operands;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>
/// One thread's share of a tile: what of a k-tile it reads, at distances from its first word that the compiler knows,
/// and where its sums go.
/// </summary>
internal static class FmaThread<TGrid>
    where TGrid : struct, IThreadGrid
{
    private static int X => Group.IdxX & (TGrid.Across - 1);

    private static int Y => Group.IdxX / TGrid.Across;

    /// <summary>Index in a k-tile of left of the thread's first word.</summary>
    public static int LeftStart<TLeft>()
        where TLeft : struct, IGemmOperand => Y * 4 * (TLeft.RunsAlongDepth ? KTile.PitchAlong(KTileLayout.Floats) : 1);

    /// <summary>Index in a k-tile of right of the thread's first word.</summary>
    public static int RightStart<TRight>()
        where TRight : struct, IGemmOperand => X * (TRight.RunsAlongDepth ? KTile.PitchAlong(KTileLayout.Floats) : 4);

    /// <summary>The thread's group number <paramref name="quad"/> of four rows of left, at four depths.</summary>
    public static Quad Left<TLeft>(ArrayView<Float4> kTile, int quad, int rows, int depth)
        where TLeft : struct, IGemmOperand
    {
        int row = quad * 4 * TGrid.Down;
        return TLeft.RunsAlongDepth
            ? Quad.AlongDepth(kTile, ((row * KTile.PitchAlong(KTileLayout.Floats)) + depth) / 4, KTile.PitchAlong(KTileLayout.Floats) / 4)
            : Quad.AcrossDepth(kTile, ((depth * KTile.PitchAcross(rows)) + row) / 4, KTile.PitchAcross(rows) / 4);
    }

    /// <summary>The thread's group number <paramref name="quad"/> of four columns of right, at four depths.</summary>
    public static Quad Right<TRight>(ArrayView<Float4> kTile, int quad, int columns, int depth)
        where TRight : struct, IGemmOperand
    {
        int column = quad * 4 * TGrid.Across;
        int along = KTile.PitchAlong(KTileLayout.Floats) / 4;
        return TRight.RunsAlongDepth
            ? Quad.AlongDepth(kTile, (column * along) + (depth / 4), TGrid.Across * along)
            : Quad.AcrossDepth(
                kTile, ((depth * KTile.PitchAcross(columns)) + column) / 4, KTile.PitchAcross(columns) / 4);
    }

    /// <summary>Stores the 4×4 sums of one of the thread's groups of rows and one of its groups of columns.</summary>
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

    /// <summary>Stores the largest of a group's four rows in each of a group's four columns.</summary>
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
