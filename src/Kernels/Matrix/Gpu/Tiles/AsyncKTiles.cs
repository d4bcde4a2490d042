using IlgpuCnn.Kernels.Matrix.Gpu.Access;
using IlgpuCnn.Kernels.Matrix.Gpu.Operands;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>
/// K-tiles of an operand that go from global to shared memory as they are, while the group multiplies. What does not
/// change from k-tile to k-tile is computed once; addresses in shared memory lie at distances from the first that the
/// compiler knows.
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
internal readonly record struct AsyncKTiles<TOperand, TAccess>(
    Window Window, GemmExtents Extents, Floats Tensor, Coordinates4 Rows, Coordinates4 MoreRows, int First, int Start)
    where TOperand : struct, IGemmOperand
    where TAccess : struct, IAccess
{
    /// <summary>This thread's share of all k-tiles of a tile's rows.</summary>
    public static AsyncKTiles<TOperand, TAccess> Of(
        Window window, GemmExtents extents, Floats tensor, int firstRow, int rows, int threads, KTileLayout layout)
    {
        VectorAccesses accesses = VectorAccesses.Of(TOperand.RunsAlongDepth, layout, rows, threads);
        int chunk = TOperand.RunsAlongDepth
            ? KTile.Chunk(layout, accesses.FirstLine, accesses.Index) : accesses.Index;
        return new(
            window, extents, tensor, OperandCoordinates.Rows<TOperand>(window, extents, firstRow, accesses, 0),
            TAccess.MoreRows<TOperand>(window, extents, firstRow, accesses),
            TOperand.RunsAlongDepth ? accesses.Index * 4 : accesses.FirstLine,
            (accesses.FirstLine * Pitch(rows, layout)) + (chunk * 4));
    }

    /// <summary>Begins to copy the k-tile from <paramref name="depth"/> on.</summary>
    public void Copy(int depth, int rows, int threads, KTileLayout layout, Floats kTile)
    {
        VectorAccesses accesses = VectorAccesses.Of(TOperand.RunsAlongDepth, layout, rows, threads);
        if (!accesses.HasAny)
            return;
        int step = accesses.LineStep * Pitch(rows, layout);
        if (TOperand.RunsAlongDepth)
        {
            Coordinates4 depths = OperandCoordinates.Depths<TOperand, TAccess>(Window, Extents, depth + First);
            CopyAlong(accesses.Count, kTile, 0, step, Rows, depths);
        }
        else
        {
            CopyAcross(accesses.Count, kTile, 0, step, depth + First, accesses.LineStep);
        }

        TAccess.CopyMore(this, depth, rows, threads, layout, kTile);
    }

    /// <summary>Begins to copy what the last four of eight accesses read, where there are so many.</summary>
    public void CopyFourMore(int depth, int rows, int threads, KTileLayout layout, Floats kTile)
    {
        VectorAccesses accesses = VectorAccesses.Of(TOperand.RunsAlongDepth, layout, rows, threads);
        if (accesses.Count < 8)
            return;
        int step = accesses.LineStep * Pitch(rows, layout);
        if (TOperand.RunsAlongDepth)
        {
            Coordinates4 depths = OperandCoordinates.Depths<TOperand, TAccess>(Window, Extents, depth + First);
            CopyAlong(4, kTile, 4 * step, step, MoreRows, depths);
        }
        else
        {
            CopyAcross(4, kTile, 4 * step, step, depth + First + (4 * accesses.LineStep), accesses.LineStep);
        }
    }

    // From a line of a k-tile to the next.
    private static int Pitch(int rows, KTileLayout layout) =>
        TOperand.RunsAlongDepth ? KTile.PitchAlong(layout) : KTile.PitchAcross(rows);

    // Up to four accesses.
    private void CopyAlong(int count, Floats kTile, int at, int step, Coordinates4 rows, Coordinates4 depths)
    {
        CopyAlong(kTile, at, rows.A, depths);
        if (count > 1)
            CopyAlong(kTile, at + step, rows.B, depths);
        if (count > 2)
        {
            CopyAlong(kTile, at + (2 * step), rows.C, depths);
            CopyAlong(kTile, at + (3 * step), rows.D, depths);
        }
    }

    private void CopyAcross(int count, Floats kTile, int at, int step, int depth, int depthStep)
    {
        CopyAcross(kTile, at, depth);
        if (count > 1)
            CopyAcross(kTile, at + step, depth + depthStep);
        if (count > 2)
        {
            CopyAcross(kTile, at + (2 * step), depth + (2 * depthStep));
            CopyAcross(kTile, at + (3 * step), depth + (3 * depthStep));
        }
    }

    private void CopyAlong(Floats kTile, int at, Coordinate row, Coordinates4 depths)
    {
        CopyFirst(kTile, at, row, depths.A);
        if (!TAccess.IsWide)
        {
            CopyOne(kTile, at + 1, row, depths.B);
            CopyOne(kTile, at + 2, row, depths.C);
            CopyOne(kTile, at + 3, row, depths.D);
        }
    }

    private void CopyAcross(Floats kTile, int at, int depth)
    {
        Coordinate coordinate = TOperand.Depth(Window, Extents, depth);
        CopyFirst(kTile, at, Rows.A, coordinate);
        if (!TAccess.IsWide)
        {
            CopyOne(kTile, at + 1, Rows.B, coordinate);
            CopyOne(kTile, at + 2, Rows.C, coordinate);
            CopyOne(kTile, at + 3, Rows.D, coordinate);
        }
    }

    // All four elements, where one access reads them.
    private void CopyFirst(Floats kTile, int at, Coordinate row, Coordinate depth)
    {
        if (TAccess.IsWide)
        {
            bool isInside = TOperand.IsInside(Window, row, depth);
            ArrayView<Float4> target = kTile.Cast<Float4>().SubView(Start / 4);
            ArrayView<Float4> source = Tensor.Cast<Float4>();
            AsyncCopy.Copy4(
                ref target[at / 4], ref source[isInside ? TOperand.Index(Window, row, depth) / 4 : 0], isInside ? 1 : 0);
        }
        else
        {
            CopyOne(kTile, at, row, depth);
        }
    }

    // Where there is nothing to copy the tensor's first element stands in: no address is out of bounds.
    private void CopyOne(Floats kTile, int at, Coordinate row, Coordinate depth)
    {
        bool isInside = TOperand.IsInside(Window, row, depth);
        Floats target = kTile.SubView(Start);
        AsyncCopy.Copy1(
            ref target[at], ref Tensor[isInside ? TOperand.Index(Window, row, depth) : 0], isInside ? 1 : 0);
    }
}
