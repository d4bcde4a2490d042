using IlgpuCnn.Kernels.Matrix.Gpu.Access;
using IlgpuCnn.Kernels.Matrix.Gpu.Epilogues;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>The numbers that a thread adds to its sums of 64 columns, or of 32: then it is Left alone.</summary>
internal struct MmaTerms64
{
    public MmaTerms Left;
    public MmaTerms Right;

    /// <summary>The numbers for a rectangle of so many columns that starts at a column.</summary>
    public static MmaTerms64 Of<TResult>(in ResultView view, int column, int columns)
        where TResult : struct, IResult
    {
        MmaTerms64 terms = default;
        terms.Left = MmaTerms.Of<TResult>(view, column);
        if (columns > 32)
            terms.Right = MmaTerms.Of<TResult>(view, column + 32);
        return terms;
    }

    /// <summary>The numbers for a pooled rectangle of so many columns that starts at a column.</summary>
    public static MmaTerms64 Of(in PooledView view, int column, int columns)
    {
        MmaTerms64 terms = default;
        terms.Left = MmaTerms.Of(view, column);
        if (columns > 32)
            terms.Right = MmaTerms.Of(view, column + 32);
        return terms;
    }
}

/// <summary>The numbers that a thread adds to its sums of 32 columns: two of each 8.</summary>
internal struct MmaTerms
{
    public Float2 N0;
    public Float2 N1;
    public Float2 N2;
    public Float2 N3;

    /// <summary>The numbers for a rectangle that starts at a column.</summary>
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

    /// <summary>The numbers for a pooled rectangle that starts at a column.</summary>
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
