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
/// The rows of this thread's accesses, where a k-tile runs along the depth; else the four rows of each access.
/// </param>
/// <param name="First">Depth in a k-tile of this thread's first access.</param>
/// <param name="Start">Index in a k-tile of that access.</param>
internal readonly record struct AsyncKTiles<TOperand, TAccess>(
    Window Window, GemmExtents Extents, Floats Tensor, Coordinates4 Rows, int First, int Start)
    where TOperand : struct, IGemmOperand
    where TAccess : struct, IAccess
{
    /// <summary>This thread's share of all k-tiles of a tile's rows.</summary>
    public static AsyncKTiles<TOperand, TAccess> Of(
        Window window, GemmExtents extents, Floats tensor, int firstRow, int rows, int threads)
    {
        VectorAccesses accesses = VectorAccesses.Of(TOperand.RunsAlongDepth, false, rows, threads);
        return new(
            window, extents, tensor, OperandCoordinates.Rows<TOperand>(window, extents, firstRow, accesses),
            TOperand.RunsAlongDepth ? accesses.Index * 4 : accesses.FirstLine,
            (accesses.FirstLine * Pitch(rows)) + (accesses.Index * 4));
    }

    /// <summary>Begins to copy the k-tile from <paramref name="depth"/> on.</summary>
    public void Copy(int depth, int rows, int threads, Floats kTile)
    {
        VectorAccesses accesses = VectorAccesses.Of(TOperand.RunsAlongDepth, false, rows, threads);
        if (!accesses.HasAny)
            return;
        int step = accesses.LineStep * Pitch(rows);
        if (TOperand.RunsAlongDepth)
        {
            Coordinates4 depths = OperandCoordinates.Depths<TOperand, TAccess>(Window, Extents, depth + First);
            CopyAlong(kTile, 0, Rows.A, depths);
            if (accesses.Count > 1)
                CopyAlong(kTile, step, Rows.B, depths);
            if (accesses.Count > 2)
            {
                CopyAlong(kTile, 2 * step, Rows.C, depths);
                CopyAlong(kTile, 3 * step, Rows.D, depths);
            }
        }
        else
        {
            CopyAcross(kTile, 0, depth + First);
            if (accesses.Count > 1)
                CopyAcross(kTile, step, depth + First + accesses.LineStep);
            if (accesses.Count > 2)
            {
                CopyAcross(kTile, 2 * step, depth + First + (2 * accesses.LineStep));
                CopyAcross(kTile, 3 * step, depth + First + (3 * accesses.LineStep));
            }
        }
    }

    // From a line of a k-tile to the next.
    private static int Pitch(int rows) =>
        TOperand.RunsAlongDepth ? KTile.PitchAlong(false) : KTile.PitchAcross(rows);

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
