using IlgpuCnn.Kernels.Matrix.Gpu.Access;
using IlgpuCnn.Kernels.Matrix.Gpu.Operands;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>
/// K-tiles of an operand that are rounded to bfloat16 on their way: fetched into registers before the group multiplies,
/// put into shared memory after, two neighbours in depth to a word. Half the traffic of shared memory, which is what
/// limits tensor cores.
/// </summary>
/// <param name="Window">The gathered matrix.</param>
/// <param name="Extents">Extents of the product.</param>
/// <param name="Tensor">The tensor in which the operand lies.</param>
/// <param name="Rows">
/// The rows of this thread's first four accesses, where a k-tile runs along the depth; else the four rows of each access.
/// </param>
/// <param name="MoreRows">The rows of four more accesses, where a k-tile runs along the depth.</param>
/// <param name="First">Depth in a k-tile of this thread's first access.</param>
/// <param name="Start">Index in a k-tile of that access.</param>
internal readonly record struct PackedKTiles<TOperand, TAccess>(
    Window Window, GemmExtents Extents, Floats Tensor, Coordinates4 Rows, Coordinates4 MoreRows, int First, int Start)
    where TOperand : struct, IGemmOperand
    where TAccess : struct, IAccess
{
    /// <summary>This thread's share of all k-tiles of a tile's rows.</summary>
    public static PackedKTiles<TOperand, TAccess> Of(
        Window window, GemmExtents extents, Floats tensor, int firstRow, int rows, int threads)
    {
        VectorAccesses accesses = VectorAccesses.Of(TOperand.RunsAlongDepth, KTileLayout.Pairs, rows, threads);
        int chunk = KTile.Chunk(KTileLayout.Pairs, accesses.FirstLine, accesses.Index / 2);
        return new(
            window, extents, tensor, OperandCoordinates.Rows<TOperand>(window, extents, firstRow, accesses, 0),
            TAccess.MoreRows<TOperand>(window, extents, firstRow, accesses),
            TOperand.RunsAlongDepth ? accesses.Index * 4 : 2 * accesses.FirstLine,
            (accesses.FirstLine * Pitch(rows))
                + (TOperand.RunsAlongDepth ? (chunk * 4) + ((accesses.Index & 1) * 2) : accesses.Index * 4));
    }

    /// <summary>Reads the k-tile from <paramref name="depth"/> on.</summary>
    public Fetched Fetch(int depth, int rows, int threads)
    {
        VectorAccesses accesses = VectorAccesses.Of(TOperand.RunsAlongDepth, KTileLayout.Pairs, rows, threads);
        Fetched fetched = default;
        if (TOperand.RunsAlongDepth)
        {
            Coordinates4 depths = OperandCoordinates.Depths<TOperand, TAccess>(Window, Extents, depth + First);
            fetched.A = Along(Rows.A, depths);
            if (accesses.Count > 1)
                fetched.B = Along(Rows.B, depths);
            if (accesses.Count > 2)
            {
                fetched.C = Along(Rows.C, depths);
                fetched.D = Along(Rows.D, depths);
            }

            if (accesses.Count > 4)
                fetched = TAccess.FetchMore(this, fetched, depths);
        }
        else
        {
            fetched.A = Across(depth + First);
            fetched.B = Across(depth + First + 1);
            if (accesses.Count > 1)
            {
                fetched.C = Across(depth + First + (2 * accesses.LineStep));
                fetched.D = Across(depth + First + (2 * accesses.LineStep) + 1);
            }

            if (accesses.Count > 2)
            {
                fetched.E = Across(depth + First + (4 * accesses.LineStep));
                fetched.F = Across(depth + First + (4 * accesses.LineStep) + 1);
                fetched.G = Across(depth + First + (6 * accesses.LineStep));
                fetched.H = Across(depth + First + (6 * accesses.LineStep) + 1);
            }
        }

        return fetched;
    }

    /// <summary>Rounds what was read and puts it into shared memory.</summary>
    public void Put(Fetched fetched, int rows, int threads, Floats kTile)
    {
        VectorAccesses accesses = VectorAccesses.Of(TOperand.RunsAlongDepth, KTileLayout.Pairs, rows, threads);
        if (!accesses.HasAny)
            return;
        int step = accesses.LineStep * Pitch(rows);
        if (TOperand.RunsAlongDepth)
        {
            PutAlong(kTile, 0, fetched.A);
            if (accesses.Count > 1)
                PutAlong(kTile, step, fetched.B);
            if (accesses.Count > 2)
            {
                PutAlong(kTile, 2 * step, fetched.C);
                PutAlong(kTile, 3 * step, fetched.D);
            }

            if (accesses.Count > 4)
                TAccess.PutMore(this, fetched, step, kTile);
        }
        else
        {
            PutAcross(kTile, 0, fetched.A, fetched.B);
            if (accesses.Count > 1)
                PutAcross(kTile, step, fetched.C, fetched.D);
            if (accesses.Count > 2)
            {
                PutAcross(kTile, 2 * step, fetched.E, fetched.F);
                PutAcross(kTile, 3 * step, fetched.G, fetched.H);
            }
        }
    }

    /// <summary>Adds what the last four of eight accesses along the depth read.</summary>
    public Fetched FetchFourMore(Fetched fetched, Coordinates4 depths)
    {
        fetched.E = Along(MoreRows.A, depths);
        fetched.F = Along(MoreRows.B, depths);
        fetched.G = Along(MoreRows.C, depths);
        fetched.H = Along(MoreRows.D, depths);
        return fetched;
    }

    /// <summary>Puts what the last four of eight accesses along the depth read into shared memory.</summary>
    public void PutFourMore(Fetched fetched, int step, Floats kTile)
    {
        PutAlong(kTile, 4 * step, fetched.E);
        PutAlong(kTile, 5 * step, fetched.F);
        PutAlong(kTile, 6 * step, fetched.G);
        PutAlong(kTile, 7 * step, fetched.H);
    }

    // From a line of a k-tile to the next.
    private static int Pitch(int rows) => TOperand.RunsAlongDepth ? KTile.PitchAlong(KTileLayout.Pairs) : KTile.PitchAcross(rows);

    private void PutAlong(Floats kTile, int at, Float4 v)
    {
        ArrayView<Word2> target = kTile.Cast<Word2>().SubView(Start / 2);
        Word2 words;
        words.X = TensorCore.ToBf16(v.X, v.Y);
        words.Y = TensorCore.ToBf16(v.Z, v.W);
        target[at / 2] = words;
    }

    private void PutAcross(Floats kTile, int at, Float4 even, Float4 odd)
    {
        ArrayView<Word4> target = kTile.Cast<Word4>().SubView(Start / 4);
        Word4 words;
        words.X = TensorCore.ToBf16(even.X, odd.X);
        words.Y = TensorCore.ToBf16(even.Y, odd.Y);
        words.Z = TensorCore.ToBf16(even.Z, odd.Z);
        words.W = TensorCore.ToBf16(even.W, odd.W);
        target[at / 4] = words;
    }

    private Float4 Along(Coordinate row, Coordinates4 depths) => TAccess.IsWide
        ? ReadVector(row, depths.A)
        : new Float4(ReadOne(row, depths.A), ReadOne(row, depths.B), ReadOne(row, depths.C), ReadOne(row, depths.D));

    private Float4 Across(int depth)
    {
        Coordinate coordinate = TOperand.Depth(Window, Extents, depth);
        return TAccess.IsWide
            ? ReadVector(Rows.A, coordinate)
            : new Float4(
                ReadOne(Rows.A, coordinate), ReadOne(Rows.B, coordinate), ReadOne(Rows.C, coordinate),
                ReadOne(Rows.D, coordinate));
    }

    // Outside, the first element is read and dropped: no branch stands between the loads, and none leaves the tensor.
    private Float4 ReadVector(Coordinate row, Coordinate depth)
    {
        bool isInside = TOperand.IsInside(Window, row, depth);
        Float4 value = Tensor.Cast<Float4>()[isInside ? TOperand.Index(Window, row, depth) / 4 : 0];
        return new Float4(
            isInside ? value.X : 0f, isInside ? value.Y : 0f, isInside ? value.Z : 0f, isInside ? value.W : 0f);
    }

    private float ReadOne(Coordinate row, Coordinate depth)
    {
        bool isInside = TOperand.IsInside(Window, row, depth);
        float value = Tensor[isInside ? TOperand.Index(Window, row, depth) : 0];
        return isInside ? value : 0f;
    }
}
