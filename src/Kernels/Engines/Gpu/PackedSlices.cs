namespace IlgpuCnn.Kernels.Engines.Gpu;

/// <summary>What a thread has fetched of a slice.</summary>
internal struct Fetched
{
    public Float4 A;
    public Float4 B;
    public Float4 C;
    public Float4 D;
}

/// <summary>
/// Slices of an operand that are rounded to bfloat16 on their way: fetched into registers before the group multiplies,
/// put into shared memory after, two neighbours in depth to a word. Half the traffic of shared memory, which is what
/// limits tensor cores.
/// </summary>
/// <param name="Window">The gathered matrix.</param>
/// <param name="Extents">Of the product.</param>
/// <param name="Tensor">Where the operand lies.</param>
/// <param name="Rows">As in <see cref="AsyncSlices{TOperand, TAccess}"/>.</param>
internal readonly record struct PackedSlices<TOperand, TAccess>(
    Window Window, GemmExtents Extents, Floats Tensor, Places4 Rows)
    where TOperand : struct, IGemmOperand
    where TAccess : struct, IAccess
{
    /// <summary>This thread's share of all slices of a tile's rows.</summary>
    public static PackedSlices<TOperand, TAccess> Of(
        Window window, GemmExtents extents, Floats tensor, int firstRow, int rows, int threads)
    {
        Fours fours = Fours.Of(TOperand.RunsAlongDepth, true, rows, threads);
        return new(window, extents, tensor, OperandRows.Of<TOperand>(window, extents, firstRow, fours));
    }

    /// <summary>Reads the slice from <paramref name="depth"/> on.</summary>
    public Fetched Fetch(int depth, int rows, int threads)
    {
        Fours fours = Fours.Of(TOperand.RunsAlongDepth, true, rows, threads);
        Fetched fetched = default;
        if (TOperand.RunsAlongDepth)
        {
            Places4 depths = OperandRows.Depths<TOperand, TAccess>(Window, Extents, depth + (fours.Lane * 4));
            fetched.A = Along(Rows.A, depths);
            if (fours.Count > 1)
                fetched.B = Along(Rows.B, depths);
            if (fours.Count > 2)
            {
                fetched.C = Along(Rows.C, depths);
                fetched.D = Along(Rows.D, depths);
            }
        }
        else
        {
            int first = depth + (2 * fours.First);
            fetched.A = Across(first);
            fetched.B = Across(first + 1);
            if (fours.Count > 1)
            {
                fetched.C = Across(first + (2 * fours.Step));
                fetched.D = Across(first + (2 * fours.Step) + 1);
            }
        }

        return fetched;
    }

    /// <summary>Rounds what was read and puts it into shared memory.</summary>
    public static void Put(Fetched fetched, int rows, int threads, Floats slice)
    {
        Fours fours = Fours.Of(TOperand.RunsAlongDepth, true, rows, threads);
        int line = fours.First;
        int step = fours.Step;
        if (TOperand.RunsAlongDepth)
        {
            PutAlong(fours, line, fetched.A, slice);
            if (fours.Count > 1)
                PutAlong(fours, line + step, fetched.B, slice);
            if (fours.Count > 2)
            {
                PutAlong(fours, line + (2 * step), fetched.C, slice);
                PutAlong(fours, line + (3 * step), fetched.D, slice);
            }
        }
        else
        {
            PutAcross(fours, line, rows, fetched.A, fetched.B, slice);
            if (fours.Count > 1)
                PutAcross(fours, line + step, rows, fetched.C, fetched.D, slice);
        }
    }

    private static void PutAlong(Fours fours, int line, Float4 v, Floats slice)
    {
        if (!fours.Has(line))
            return;
        Word2 words;
        words.X = TensorCore.ToBf16(v.X, v.Y);
        words.Y = TensorCore.ToBf16(v.Z, v.W);
        slice.Cast<Word2>()[((line * Slice.PitchAlong(true)) / 2) + fours.Lane] = words;
    }

    private static void PutAcross(Fours fours, int line, int rows, Float4 even, Float4 odd, Floats slice)
    {
        if (!fours.Has(line))
            return;
        Word4 words;
        words.X = TensorCore.ToBf16(even.X, odd.X);
        words.Y = TensorCore.ToBf16(even.Y, odd.Y);
        words.Z = TensorCore.ToBf16(even.Z, odd.Z);
        words.W = TensorCore.ToBf16(even.W, odd.W);
        slice.Cast<Word4>()[((line * Slice.PitchAcross(rows)) / 4) + fours.Lane] = words;
    }

    private Float4 Along(Place row, Places4 depths)
    {
        int first = TOperand.Index(Window, row, depths.A);
        return TAccess.IsWide
            ? Four(first)
            : new Float4(
                One(first), One(TOperand.Index(Window, row, depths.B)), One(TOperand.Index(Window, row, depths.C)),
                One(TOperand.Index(Window, row, depths.D)));
    }

    private Float4 Across(int depth)
    {
        Place place = TOperand.Depth(Window, Extents, depth);
        int first = TOperand.Index(Window, Rows.A, place);
        return TAccess.IsWide
            ? Four(first)
            : new Float4(
                One(first), One(TOperand.Index(Window, Rows.B, place)), One(TOperand.Index(Window, Rows.C, place)),
                One(TOperand.Index(Window, Rows.D, place)));
    }

    // Outside, the first element is read and dropped: no branch stands between the loads, and none leaves the tensor.
    private Float4 Four(int index)
    {
        Float4 value = Tensor.Cast<Float4>()[IntrinsicMath.Max(index, 0) / 4];
        bool inside = index >= 0;
        return new Float4(
            inside ? value.X : 0f, inside ? value.Y : 0f, inside ? value.Z : 0f, inside ? value.W : 0f);
    }

    private float One(int index)
    {
        float value = Tensor[IntrinsicMath.Max(index, 0)];
        return index >= 0 ? value : 0f;
    }
}
