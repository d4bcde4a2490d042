namespace IlgpuCnn.Kernels.Engines.Gpu;

/// <summary>Slices of an operand that go from global to shared memory as they are, while the group multiplies.</summary>
/// <param name="Window">The gathered matrix.</param>
/// <param name="Extents">Of the product.</param>
/// <param name="Tensor">Where the operand lies.</param>
/// <param name="Rows">
/// The rows of this thread's fours, where a slice runs along the depth; else the four rows of each of its fours.
/// </param>
internal readonly record struct AsyncSlices<TOperand, TAccess>(
    Window Window, GemmExtents Extents, Floats Tensor, Places4 Rows)
    where TOperand : struct, IGemmOperand
    where TAccess : struct, IAccess
{
    /// <summary>This thread's share of all slices of a tile's rows.</summary>
    public static AsyncSlices<TOperand, TAccess> Of(
        Window window, GemmExtents extents, Floats tensor, int firstRow, int rows, int threads)
    {
        Fours fours = Fours.Of(TOperand.RunsAlongDepth, false, rows, threads);
        return new(window, extents, tensor, OperandRows.Of<TOperand>(window, extents, firstRow, fours));
    }

    /// <summary>Begins to copy the slice from <paramref name="depth"/> on.</summary>
    public void Copy(int depth, int rows, int threads, Floats slice)
    {
        Fours fours = Fours.Of(TOperand.RunsAlongDepth, false, rows, threads);
        int line = fours.First;
        int step = fours.Step;
        if (TOperand.RunsAlongDepth)
        {
            Places4 depths = OperandRows.Depths<TOperand, TAccess>(Window, Extents, depth + (fours.Lane * 4));
            CopyAlong(fours, line, Rows.A, depths, slice);
            if (fours.Count > 1)
                CopyAlong(fours, line + step, Rows.B, depths, slice);
            if (fours.Count > 2)
            {
                CopyAlong(fours, line + (2 * step), Rows.C, depths, slice);
                CopyAlong(fours, line + (3 * step), Rows.D, depths, slice);
            }
        }
        else
        {
            CopyAcross(fours, line, depth, rows, slice);
            if (fours.Count > 1)
                CopyAcross(fours, line + step, depth, rows, slice);
            if (fours.Count > 2)
            {
                CopyAcross(fours, line + (2 * step), depth, rows, slice);
                CopyAcross(fours, line + (3 * step), depth, rows, slice);
            }
        }
    }

    private void CopyAlong(Fours fours, int line, Place row, Places4 depths, Floats slice)
    {
        if (!fours.Has(line))
            return;
        int at = (line * Slice.PitchAlong(false)) + (fours.Lane * 4);
        CopyFirst(slice, at, TOperand.Index(Window, row, depths.A));
        if (!TAccess.IsWide)
        {
            CopyOne(slice, at + 1, TOperand.Index(Window, row, depths.B));
            CopyOne(slice, at + 2, TOperand.Index(Window, row, depths.C));
            CopyOne(slice, at + 3, TOperand.Index(Window, row, depths.D));
        }
    }

    private void CopyAcross(Fours fours, int line, int depth, int rows, Floats slice)
    {
        if (!fours.Has(line))
            return;
        Place place = TOperand.Depth(Window, Extents, depth + line);
        int at = (line * Slice.PitchAcross(rows)) + (fours.Lane * 4);
        CopyFirst(slice, at, TOperand.Index(Window, Rows.A, place));
        if (!TAccess.IsWide)
        {
            CopyOne(slice, at + 1, TOperand.Index(Window, Rows.B, place));
            CopyOne(slice, at + 2, TOperand.Index(Window, Rows.C, place));
            CopyOne(slice, at + 3, TOperand.Index(Window, Rows.D, place));
        }
    }

    // All four, where they are read at once.
    private void CopyFirst(Floats slice, int at, int index)
    {
        if (TAccess.IsWide)
        {
            ArrayView<Float4> target = slice.Cast<Float4>();
            ArrayView<Float4> source = Tensor.Cast<Float4>();
            AsyncCopy.Copy4(ref target[at / 4], ref source[IntrinsicMath.Max(index, 0) / 4], index < 0 ? 0 : 1);
        }
        else
        {
            CopyOne(slice, at, index);
        }
    }

    // Where there is nothing to copy the tensor's first element stands in: no address is out of bounds.
    private void CopyOne(Floats slice, int at, int index) =>
        AsyncCopy.Copy1(ref slice[at], ref Tensor[IntrinsicMath.Max(index, 0)], index < 0 ? 0 : 1);
}
