using IlgpuCnn.Kernels.Matrix.Gpu.Access;
using IlgpuCnn.Kernels.Matrix.Gpu.Operands;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>
/// Slices of an operand that go from global to shared memory as they are, while the group multiplies. What does not
/// change from slice to slice is found once; places in shared memory lie at distances from the first that the compiler
/// knows.
/// </summary>
/// <param name="Window">The gathered matrix.</param>
/// <param name="Extents">Of the product.</param>
/// <param name="Tensor">Where the operand lies.</param>
/// <param name="Rows">
/// The rows of this thread's fours, where a slice runs along the depth; else the four rows of each of its fours.
/// </param>
/// <param name="First">Depth of this thread's first four in a slice.</param>
/// <param name="Start">Index of that four in a slice.</param>
internal readonly record struct AsyncSlices<TOperand, TAccess>(
    Window Window, GemmExtents Extents, Floats Tensor, Places4 Rows, int First, int Start)
    where TOperand : struct, IGemmOperand
    where TAccess : struct, IAccess
{
    /// <summary>This thread's share of all slices of a tile's rows.</summary>
    public static AsyncSlices<TOperand, TAccess> Of(
        Window window, GemmExtents extents, Floats tensor, int firstRow, int rows, int threads)
    {
        Fours fours = Fours.Of(TOperand.RunsAlongDepth, false, rows, threads);
        return new(
            window, extents, tensor, OperandRows.Of<TOperand>(window, extents, firstRow, fours),
            TOperand.RunsAlongDepth ? fours.Lane * 4 : fours.First, (fours.First * Pitch(rows)) + (fours.Lane * 4));
    }

    /// <summary>Begins to copy the slice from <paramref name="depth"/> on.</summary>
    public void Copy(int depth, int rows, int threads, Floats slice)
    {
        Fours fours = Fours.Of(TOperand.RunsAlongDepth, false, rows, threads);
        if (!fours.HasAny)
            return;
        int step = fours.Step * Pitch(rows);
        if (TOperand.RunsAlongDepth)
        {
            Places4 depths = OperandRows.Depths<TOperand, TAccess>(Window, Extents, depth + First);
            CopyAlong(slice, 0, Rows.A, depths);
            if (fours.Count > 1)
                CopyAlong(slice, step, Rows.B, depths);
            if (fours.Count > 2)
            {
                CopyAlong(slice, 2 * step, Rows.C, depths);
                CopyAlong(slice, 3 * step, Rows.D, depths);
            }
        }
        else
        {
            CopyAcross(slice, 0, depth + First);
            if (fours.Count > 1)
                CopyAcross(slice, step, depth + First + fours.Step);
            if (fours.Count > 2)
            {
                CopyAcross(slice, 2 * step, depth + First + (2 * fours.Step));
                CopyAcross(slice, 3 * step, depth + First + (3 * fours.Step));
            }
        }
    }

    // From a line of a slice to the next.
    private static int Pitch(int rows) =>
        TOperand.RunsAlongDepth ? Slice.PitchAlong(false) : Slice.PitchAcross(rows);

    private void CopyAlong(Floats slice, int at, Place row, Places4 depths)
    {
        CopyFirst(slice, at, row, depths.A);
        if (!TAccess.IsWide)
        {
            CopyOne(slice, at + 1, row, depths.B);
            CopyOne(slice, at + 2, row, depths.C);
            CopyOne(slice, at + 3, row, depths.D);
        }
    }

    private void CopyAcross(Floats slice, int at, int depth)
    {
        Place place = TOperand.Depth(Window, Extents, depth);
        CopyFirst(slice, at, Rows.A, place);
        if (!TAccess.IsWide)
        {
            CopyOne(slice, at + 1, Rows.B, place);
            CopyOne(slice, at + 2, Rows.C, place);
            CopyOne(slice, at + 3, Rows.D, place);
        }
    }

    // All four, where they are read at once.
    private void CopyFirst(Floats slice, int at, Place row, Place depth)
    {
        if (TAccess.IsWide)
        {
            bool isInside = TOperand.IsInside(Window, row, depth);
            ArrayView<Float4> target = slice.Cast<Float4>().SubView(Start / 4);
            ArrayView<Float4> source = Tensor.Cast<Float4>();
            AsyncCopy.Copy4(
                ref target[at / 4], ref source[isInside ? TOperand.Index(Window, row, depth) / 4 : 0], isInside ? 1 : 0);
        }
        else
        {
            CopyOne(slice, at, row, depth);
        }
    }

    // Where there is nothing to copy the tensor's first element stands in: no address is out of bounds.
    private void CopyOne(Floats slice, int at, Place row, Place depth)
    {
        bool isInside = TOperand.IsInside(Window, row, depth);
        Floats target = slice.SubView(Start);
        AsyncCopy.Copy1(
            ref target[at], ref Tensor[isInside ? TOperand.Index(Window, row, depth) : 0], isInside ? 1 : 0);
    }
}
