using IlgpuCnn.Kernels.Matrix.Gpu.Access;
using IlgpuCnn.Kernels.Matrix.Gpu.Epilogues;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>A warp's rectangle of 16 rows by 32 columns: the sums of four instructions.</summary>
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
        Float4 read0 = ReadFragment<TResult>(y, x, view);
        Float4 read1 = ReadFragment<TResult>(y, x + 8, view);
        Float4 read2 = ReadFragment<TResult>(y, x + 16, view);
        Float4 read3 = ReadFragment<TResult>(y, x + 24, view);
        StoreFragment<TResult>(sums.N0, terms.N0, read0, y, x, view);
        StoreFragment<TResult>(sums.N1, terms.N1, read1, y, x + 8, view);
        StoreFragment<TResult>(sums.N2, terms.N2, read2, y, x + 16, view);
        StoreFragment<TResult>(sums.N3, terms.N3, read3, y, x + 24, view);
    }

    // Of an instruction's 16 × 8 sums a thread holds two neighbours in row lane / 4 and two in the row 8 below.
    private static Float4 ReadFragment<TResult>(int row, int column, in ResultView view)
        where TResult : struct, IResult
    {
        Float2 upper = view.ReadPair<TResult>(row, column);
        Float2 lower = view.ReadPair<TResult>(row + RowPitch, column);
        return new Float4(upper.X, upper.Y, lower.X, lower.Y);
    }

    private static void StoreFragment<TResult>(
        Float4 sums, Float2 terms, Float4 read, int row, int column, in ResultView view)
        where TResult : struct, IResult
    {
        view.Store<TResult>(row, column, new Float2(sums.X, sums.Y), terms, new Float2(read.X, read.Y));
        view.Store<TResult>(row + RowPitch, column, new Float2(sums.Z, sums.W), terms, new Float2(read.Z, read.W));
    }
}
