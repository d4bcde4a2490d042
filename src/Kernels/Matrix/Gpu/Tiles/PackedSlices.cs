using IlgpuCnn.Kernels.Matrix.Gpu.Access;
using IlgpuCnn.Kernels.Matrix.Gpu.Operands;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

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
/// <param name="First">Depth of this thread's first four in a slice.</param>
/// <param name="Start">Index of that four in a slice.</param>
internal readonly record struct PackedSlices<TOperand, TAccess>(
    Window Window, GemmExtents Extents, Floats Tensor, Places4 Rows, int First, int Start)
    where TOperand : struct, IGemmOperand
    where TAccess : struct, IAccess
{
    /// <summary>This thread's share of all slices of a tile's rows.</summary>
    public static PackedSlices<TOperand, TAccess> Of(
        Window window, GemmExtents extents, Floats tensor, int firstRow, int rows, int threads)
    {
        Fours fours = Fours.Of(TOperand.RunsAlongDepth, true, rows, threads);
        return new(
            window, extents, tensor, OperandRows.Of<TOperand>(window, extents, firstRow, fours),
            TOperand.RunsAlongDepth ? fours.Lane * 4 : 2 * fours.First,
            (fours.First * Pitch(rows)) + (fours.Lane * (TOperand.RunsAlongDepth ? 2 : 4)));
    }

    /// <summary>Reads the slice from <paramref name="depth"/> on.</summary>
    public Fetched Fetch(int depth, int rows, int threads)
    {
        Fours fours = Fours.Of(TOperand.RunsAlongDepth, true, rows, threads);
        Fetched fetched = default;
        if (TOperand.RunsAlongDepth)
        {
            Places4 depths = OperandRows.Depths<TOperand, TAccess>(Window, Extents, depth + First);
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
            fetched.A = Across(depth + First);
            fetched.B = Across(depth + First + 1);
            if (fours.Count > 1)
            {
                fetched.C = Across(depth + First + (2 * fours.Step));
                fetched.D = Across(depth + First + (2 * fours.Step) + 1);
            }
        }

        return fetched;
    }

    /// <summary>Rounds what was read and puts it into shared memory.</summary>
    public void Put(Fetched fetched, int rows, int threads, Floats slice)
    {
        Fours fours = Fours.Of(TOperand.RunsAlongDepth, true, rows, threads);
        if (!fours.HasAny)
            return;
        int step = fours.Step * Pitch(rows);
        if (TOperand.RunsAlongDepth)
        {
            PutAlong(slice, 0, fetched.A);
            if (fours.Count > 1)
                PutAlong(slice, step, fetched.B);
            if (fours.Count > 2)
            {
                PutAlong(slice, 2 * step, fetched.C);
                PutAlong(slice, 3 * step, fetched.D);
            }
        }
        else
        {
            PutAcross(slice, 0, fetched.A, fetched.B);
            if (fours.Count > 1)
                PutAcross(slice, step, fetched.C, fetched.D);
        }
    }

    // From a line of a slice to the next.
    private static int Pitch(int rows) => TOperand.RunsAlongDepth ? Slice.PitchAlong(true) : Slice.PitchAcross(rows);

    private void PutAlong(Floats slice, int at, Float4 v)
    {
        ArrayView<Word2> target = slice.Cast<Word2>().SubView(Start / 2);
        Word2 words;
        words.X = TensorCore.ToBf16(v.X, v.Y);
        words.Y = TensorCore.ToBf16(v.Z, v.W);
        target[at / 2] = words;
    }

    private void PutAcross(Floats slice, int at, Float4 even, Float4 odd)
    {
        ArrayView<Word4> target = slice.Cast<Word4>().SubView(Start / 4);
        Word4 words;
        words.X = TensorCore.ToBf16(even.X, odd.X);
        words.Y = TensorCore.ToBf16(even.Y, odd.Y);
        words.Z = TensorCore.ToBf16(even.Z, odd.Z);
        words.W = TensorCore.ToBf16(even.W, odd.W);
        target[at / 4] = words;
    }

    private Float4 Along(Place row, Places4 depths) => TAccess.IsWide
        ? Four(row, depths.A)
        : new Float4(One(row, depths.A), One(row, depths.B), One(row, depths.C), One(row, depths.D));

    private Float4 Across(int depth)
    {
        Place place = TOperand.Depth(Window, Extents, depth);
        return TAccess.IsWide
            ? Four(Rows.A, place)
            : new Float4(One(Rows.A, place), One(Rows.B, place), One(Rows.C, place), One(Rows.D, place));
    }

    // Outside, the first element is read and dropped: no branch stands between the loads, and none leaves the tensor.
    private Float4 Four(Place row, Place depth)
    {
        bool isInside = TOperand.IsInside(Window, row, depth);
        Float4 value = Tensor.Cast<Float4>()[isInside ? TOperand.Index(Window, row, depth) / 4 : 0];
        return new Float4(
            isInside ? value.X : 0f, isInside ? value.Y : 0f, isInside ? value.Z : 0f, isInside ? value.W : 0f);
    }

    private float One(Place row, Place depth)
    {
        bool isInside = TOperand.IsInside(Window, row, depth);
        float value = Tensor[isInside ? TOperand.Index(Window, row, depth) : 0];
        return isInside ? value : 0f;
    }
}
