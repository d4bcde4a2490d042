using IlgpuCnn.Kernels.Matrix.Gpu.Access;
using IlgpuCnn.Kernels.Matrix.Gpu.Operands;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Epilogues;

/// <summary>The place where the sums of a product are stored, and what the last operation on them reads.</summary>
/// <param name="Extents">Extents of the product.</param>
/// <param name="Values">The result (Rows, Columns), or as many of them as the depth has parts.</param>
/// <param name="Operand">Bias or layer input, where the result needs one.</param>
/// <param name="Activation">Applied forward, or its derivative backward.</param>
internal readonly record struct ResultView(
    GemmExtents Extents, Floats Values, Floats Operand, Activation Activation)
{
    /// <summary>The number that the result adds to all sums of a column.</summary>
    public float Term<TResult>(int column)
        where TResult : struct, IResult => TResult.Term(this, column);

    /// <summary>The numbers that the result adds to all sums of four neighbouring columns.</summary>
    public Float4 Terms<TResult>(int column)
        where TResult : struct, IResult => new(
            TResult.Term(this, column), TResult.Term(this, column + 1), TResult.Term(this, column + 2),
            TResult.Term(this, column + 3));

    /// <summary>
    /// The operand's element for one sum, where the result needs it. A thread reads for many sums before it stores the
    /// first, so that it waits for memory once; outside the result the first element is read instead.
    /// </summary>
    public float Read<TResult>(int row, int column)
        where TResult : struct, IResult =>
        Reads<TResult>() ? Operand[Has(row, column) ? (row * Extents.Columns) + column : 0] : 0f;

    /// <summary>The operand's elements for the sums of two neighbouring columns, the first an even one.</summary>
    public Float2 ReadPair<TResult>(int row, int column)
        where TResult : struct, IResult
    {
        if (!Reads<TResult>())
            return default;
        return (Extents.Columns & 1) != 0
            ? new Float2(Read<TResult>(row, column), Read<TResult>(row, column + 1))
            : Operand.Cast<Float2>()[Has(row, column) ? ((row * Extents.Columns) + column) / 2 : 0];
    }

    /// <summary>Stores one sum.</summary>
    public void Store<TResult>(int row, int column, float sum, float term, float read)
        where TResult : struct, IResult
    {
        if (Has(row, column))
            Values[Index(row, column)] = TResult.Apply(this, sum + term, read);
    }

    /// <summary>Stores the sums of two neighbouring columns, the first an even one.</summary>
    public void Store<TResult>(int row, int column, Float2 sums, Float2 terms, Float2 read)
        where TResult : struct, IResult
    {
        if ((Extents.Columns & 1) != 0)
        {
            Store<TResult>(row, column, sums.X, terms.X, read.X);
            Store<TResult>(row, column + 1, sums.Y, terms.Y, read.Y);
        }
        else if (Has(row, column))
        {
            Values.Cast<Float2>()[Index(row, column) / 2] = new Float2(
                TResult.Apply(this, sums.X + terms.X, read.X), TResult.Apply(this, sums.Y + terms.Y, read.Y));
        }
    }

    /// <summary>
    /// Stores the sums of four neighbouring columns, the first a multiple of 4; for results that read nothing.
    /// </summary>
    public void Store<TResult>(int row, int column, Float4 sums, Float4 terms)
        where TResult : struct, IResult
    {
        if ((Extents.Columns & 3) != 0)
        {
            Store<TResult>(row, column, sums.X, terms.X, 0f);
            Store<TResult>(row, column + 1, sums.Y, terms.Y, 0f);
            Store<TResult>(row, column + 2, sums.Z, terms.Z, 0f);
            Store<TResult>(row, column + 3, sums.W, terms.W, 0f);
        }
        else if (Has(row, column))
        {
            Values.Cast<Float4>()[Index(row, column) / 4] = new Float4(
                TResult.Apply(this, sums.X + terms.X, 0f), TResult.Apply(this, sums.Y + terms.Y, 0f),
                TResult.Apply(this, sums.Z + terms.Z, 0f), TResult.Apply(this, sums.W + terms.W, 0f));
        }
    }

    private bool Reads<TResult>()
        where TResult : struct, IResult => TResult.ReadsOperand && Activation != Activation.Identity;

    private bool Has(int row, int column) => row < Extents.Rows & column < Extents.Columns;

    private int Index(int row, int column) => (((Grid.IdxZ * Extents.Rows) + row) * Extents.Columns) + column;
}
