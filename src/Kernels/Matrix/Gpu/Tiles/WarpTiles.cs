using IlgpuCnn.Kernels.Matrix.Gpu.Access;
using IlgpuCnn.Kernels.Matrix.Gpu.Epilogues;
using IlgpuCnn.Kernels.Matrix.Gpu.Operands;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>The rectangle of sums that a warp keeps in its registers.</summary>
internal interface IWarpTile<TSelf>
    where TSelf : struct, IWarpTile<TSelf>
{
    /// <summary>Rows of the rectangle.</summary>
    static abstract int Rows { get; }

    /// <summary>Columns of the rectangle: 32 or 64.</summary>
    static abstract int Columns { get; }

    /// <summary>Adds the product of left, from a row and a word on, and the columns of right, one step deep.</summary>
    static abstract TSelf AddProduct<TNumber>(TSelf sums, MmaOperand left, int row, int word, MmaColumns64 columns)
        where TNumber : struct, IMmaNumber;

    /// <summary>Writes the sums; the rectangle's first row and column are given.</summary>
    static abstract void Store<TResult>(TSelf sums, MmaTerms64 terms, int row, int column, in ResultView view)
        where TResult : struct, IResult;

    /// <summary>Writes the largest sum of each window; the rectangle's first window and column are given.</summary>
    static abstract void StorePooled(TSelf sums, MmaTerms64 terms, int window, int column, in PooledView view);
}

/// <summary>16 rows: four instructions' sums.</summary>
internal struct Warp16x32
{
    public Float4 N0;
    public Float4 N1;
    public Float4 N2;
    public Float4 N3;

    public static int Rows => 16;

    /// <summary>Rows from one that a thread holds to the next.</summary>
    public static int RowPitch => 8;

    public static Warp16x32 AddProduct<TNumber>(Warp16x32 sums, Word4 a, MmaColumns columns)
        where TNumber : struct, IMmaNumber
    {
        sums.N0 = TNumber.Multiply(sums.N0, a, columns.N0.X, columns.N0.Y);
        sums.N1 = TNumber.Multiply(sums.N1, a, columns.N1.X, columns.N1.Y);
        sums.N2 = TNumber.Multiply(sums.N2, a, columns.N2.X, columns.N2.Y);
        sums.N3 = TNumber.Multiply(sums.N3, a, columns.N3.X, columns.N3.Y);
        return sums;
    }

    public static void Store<TResult>(Warp16x32 sums, MmaTerms terms, int row, int column, in ResultView view)
        where TResult : struct, IResult
    {
        int lane = Group.IdxX & 31;
        int y = row + (lane / 4);
        int x = column + ((lane & 3) * 2);
        Float4 read0 = ReadFour<TResult>(y, x, view);
        Float4 read1 = ReadFour<TResult>(y, x + 8, view);
        Float4 read2 = ReadFour<TResult>(y, x + 16, view);
        Float4 read3 = ReadFour<TResult>(y, x + 24, view);
        StoreFour<TResult>(sums.N0, terms.N0, read0, y, x, view);
        StoreFour<TResult>(sums.N1, terms.N1, read1, y, x + 8, view);
        StoreFour<TResult>(sums.N2, terms.N2, read2, y, x + 16, view);
        StoreFour<TResult>(sums.N3, terms.N3, read3, y, x + 24, view);
    }

    // Of an instruction's 16 × 8 sums a thread holds two neighbours in row lane / 4 and two in the row 8 below.
    private static Float4 ReadFour<TResult>(int row, int column, in ResultView view)
        where TResult : struct, IResult
    {
        Float2 upper = view.ReadPair<TResult>(row, column);
        Float2 lower = view.ReadPair<TResult>(row + RowPitch, column);
        return new Float4(upper.X, upper.Y, lower.X, lower.Y);
    }

    private static void StoreFour<TResult>(
        Float4 sums, Float2 terms, Float4 read, int row, int column, in ResultView view)
        where TResult : struct, IResult
    {
        view.Store<TResult>(row, column, new Float2(sums.X, sums.Y), terms, new Float2(read.X, read.Y));
        view.Store<TResult>(row + RowPitch, column, new Float2(sums.Z, sums.W), terms, new Float2(read.Z, read.W));
    }
}

/// <summary>32 rows, of which a thread holds four of each of its columns: a window's.</summary>
internal struct Warp32x32 : IWarpTile<Warp32x32>
{
    public Warp16x32 Upper;
    public Warp16x32 Lower;

    public static int Rows => 2 * Warp16x32.Rows;

    public static int Columns => 32;

    public static Warp32x32 AddProduct<TNumber>(
        Warp32x32 sums, MmaOperand left, int row, int word, MmaColumns64 columns)
        where TNumber : struct, IMmaNumber => AddProduct<TNumber>(
            sums, left.Load<TNumber>(row, word), left.Load<TNumber>(row + Warp16x32.Rows, word), columns.Left);

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

/// <summary>32 rows and twice the columns: what is read of left is multiplied twice as often.</summary>
internal struct Warp32x64 : IWarpTile<Warp32x64>
{
    public Warp32x32 Left;
    public Warp32x32 Right;

    public static int Rows => Warp32x32.Rows;

    public static int Columns => 2 * Warp32x32.Columns;

    public static Warp32x64 AddProduct<TNumber>(
        Warp32x64 sums, MmaOperand left, int row, int word, MmaColumns64 columns)
        where TNumber : struct, IMmaNumber
    {
        Word4 upper = left.Load<TNumber>(row, word);
        Word4 lower = left.Load<TNumber>(row + Warp16x32.Rows, word);
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

/// <summary>One rectangle above another.</summary>
internal struct Twice<TWarp> : IWarpTile<Twice<TWarp>>
    where TWarp : struct, IWarpTile<TWarp>
{
    public TWarp Upper;
    public TWarp Lower;

    public static int Rows => 2 * TWarp.Rows;

    public static int Columns => TWarp.Columns;

    public static Twice<TWarp> AddProduct<TNumber>(
        Twice<TWarp> sums, MmaOperand left, int row, int word, MmaColumns64 columns)
        where TNumber : struct, IMmaNumber
    {
        sums.Upper = TWarp.AddProduct<TNumber>(sums.Upper, left, row, word, columns);
        sums.Lower = TWarp.AddProduct<TNumber>(sums.Lower, left, row + TWarp.Rows, word, columns);
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

/// <summary>What a thread adds to its sums of 64 columns, or of 32: then it is Left alone.</summary>
internal struct MmaTerms64
{
    public MmaTerms Left;
    public MmaTerms Right;

    /// <summary>Of a rectangle of so many columns that starts at a column.</summary>
    public static MmaTerms64 Of<TResult>(in ResultView view, int column, int columns)
        where TResult : struct, IResult
    {
        MmaTerms64 terms = default;
        terms.Left = MmaTerms.Of<TResult>(view, column);
        if (columns > 32)
            terms.Right = MmaTerms.Of<TResult>(view, column + 32);
        return terms;
    }

    /// <summary>The same, for pooling.</summary>
    public static MmaTerms64 Of(in PooledView view, int column, int columns)
    {
        MmaTerms64 terms = default;
        terms.Left = MmaTerms.Of(view, column);
        if (columns > 32)
            terms.Right = MmaTerms.Of(view, column + 32);
        return terms;
    }
}

/// <summary>What a thread adds to its sums of 32 columns: two of each 8.</summary>
internal struct MmaTerms
{
    public Float2 N0;
    public Float2 N1;
    public Float2 N2;
    public Float2 N3;

    /// <summary>Of a rectangle that starts at a column.</summary>
    public static MmaTerms Of<TResult>(in ResultView view, int column)
        where TResult : struct, IResult
    {
        int x = column + ((Group.IdxX & 3) * 2);
        MmaTerms terms;
        terms.N0 = Pair<TResult>(view, x);
        terms.N1 = Pair<TResult>(view, x + 8);
        terms.N2 = Pair<TResult>(view, x + 16);
        terms.N3 = Pair<TResult>(view, x + 24);
        return terms;
    }

    /// <summary>The same, for pooling.</summary>
    public static MmaTerms Of(in PooledView view, int column)
    {
        int x = column + ((Group.IdxX & 3) * 2);
        MmaTerms terms;
        terms.N0 = new Float2(view.Term(x), view.Term(x + 1));
        terms.N1 = new Float2(view.Term(x + 8), view.Term(x + 9));
        terms.N2 = new Float2(view.Term(x + 16), view.Term(x + 17));
        terms.N3 = new Float2(view.Term(x + 24), view.Term(x + 25));
        return terms;
    }

    private static Float2 Pair<TResult>(in ResultView view, int column)
        where TResult : struct, IResult => new(view.Term<TResult>(column), view.Term<TResult>(column + 1));
}
