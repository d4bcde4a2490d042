using IlgpuCnn.Kernels.Matrix.Gpu.Operands;
using IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

namespace IlgpuCnn.Kernels.Matrix.Gpu;

/// <summary>
/// The product of two matrices, a tile of sums a group. K-tiles of both, <see cref="KTile.Depth"/> deep, pass through
/// shared memory; while one is multiplied, the next one or two are on their way. One barrier a k-tile is enough: behind
/// it all threads have done with the k-tile before, whose memory the next copy takes.
/// </summary>
internal static class Gemm
{
    /// <summary>This thread's sums over this group's part of the depth. Every thread of the group must call.</summary>
    public static TTile Sum<TTile, TLeft, TRight, TLeftAccess, TRightAccess>(
        Window window, GemmExtents extents, Floats left, Floats right)
        where TTile : struct, ITile<TTile>
        where TLeft : struct, IGemmOperand
        where TRight : struct, IGemmOperand
        where TLeftAccess : struct, IAccess
        where TRightAccess : struct, IAccess
    {
        int leftWords = KTile.Words(TLeft.RunsAlongDepth, TTile.Layout, TTile.Rows);
        int rightWords = KTile.Words(TRight.RunsAlongDepth, TTile.Layout, TTile.Columns);
        Floats leftKTiles = SharedMemory.Allocate<float>(TTile.Stages * leftWords);
        Floats rightKTiles = SharedMemory.Allocate<float>(TTile.Stages * rightWords);
        return TTile.Layout == KTileLayout.Pairs
            ? SumPacked<TTile, TLeft, TRight, TLeftAccess, TRightAccess>(
                window, extents, left, right, leftKTiles, rightKTiles)
            : SumAsync<TTile, TLeft, TRight, TLeftAccess, TRightAccess>(
                window, extents, left, right, leftKTiles, rightKTiles);
    }

    private static TTile SumAsync<TTile, TLeft, TRight, TLeftAccess, TRightAccess>(
        Window window, GemmExtents extents, Floats left, Floats right, Floats leftKTiles, Floats rightKTiles)
        where TTile : struct, ITile<TTile>
        where TLeft : struct, IGemmOperand
        where TRight : struct, IGemmOperand
        where TLeftAccess : struct, IAccess
        where TRightAccess : struct, IAccess
    {
        int leftWords = KTile.Words(TLeft.RunsAlongDepth, TTile.Layout, TTile.Rows);
        int rightWords = KTile.Words(TRight.RunsAlongDepth, TTile.Layout, TTile.Columns);
        AsyncKTiles<TLeft, TLeftAccess> lefts = AsyncKTiles<TLeft, TLeftAccess>.Of(
            window, extents, left, Grid.IdxX * TTile.Rows, TTile.Rows, TTile.Threads, TTile.Layout);
        AsyncKTiles<TRight, TRightAccess> rights = AsyncKTiles<TRight, TRightAccess>.Of(
            window, extents, right, Grid.IdxY * TTile.Columns, TTile.Columns, TTile.Threads, TTile.Layout);
        int first = Grid.IdxZ * extents.PartDepth;
        int last = IntrinsicMath.Min(first + extents.PartDepth, extents.Depth);
        int leftStart = TTile.LeftStart<TLeft>();
        int rightStart = TTile.RightStart<TRight>();

        lefts.Copy(first, TTile.Rows, TTile.Threads, TTile.Layout, leftKTiles);
        rights.Copy(first, TTile.Columns, TTile.Threads, TTile.Layout, rightKTiles);
        AsyncCopy.Commit();
        if (TTile.Stages > 2)
        {
            // Nothing past the end, where no one would wait for it.
            int second = first + KTile.Depth;
            if (second < last)
            {
                lefts.Copy(
                    second, TTile.Rows, TTile.Threads, TTile.Layout, leftKTiles.SubView(leftWords, leftWords));
                rights.Copy(
                    second, TTile.Columns, TTile.Threads, TTile.Layout, rightKTiles.SubView(rightWords, rightWords));
            }

            AsyncCopy.Commit();
        }

        TTile sums = default;
        int stage = 0;
        for (int depth = first; depth < last; depth += KTile.Depth)
        {
            if (TTile.Stages > 2)
                AsyncCopy.WaitForAllButOne();
            else
                AsyncCopy.WaitForAll();
            Group.Barrier();
            int ahead = TTile.Stages - 1;
            int next = stage + ahead < TTile.Stages ? stage + ahead : stage + ahead - TTile.Stages;
            int nextDepth = depth + (ahead * KTile.Depth);
            if (nextDepth < last)
            {
                lefts.Copy(
                    nextDepth, TTile.Rows, TTile.Threads, TTile.Layout, leftKTiles.SubView(next * leftWords, leftWords));
                rights.Copy(
                    nextDepth, TTile.Columns, TTile.Threads, TTile.Layout,
                    rightKTiles.SubView(next * rightWords, rightWords));
            }

            AsyncCopy.Commit();
            sums = TTile.AddKTile<TLeft, TRight>(
                sums, leftKTiles.SubView(stage * leftWords, leftWords), leftStart,
                rightKTiles.SubView(stage * rightWords, rightWords), rightStart);
            stage = stage + 1 < TTile.Stages ? stage + 1 : 0;
        }

        return sums;
    }

    private static TTile SumPacked<TTile, TLeft, TRight, TLeftAccess, TRightAccess>(
        Window window, GemmExtents extents, Floats left, Floats right, Floats leftKTiles, Floats rightKTiles)
        where TTile : struct, ITile<TTile>
        where TLeft : struct, IGemmOperand
        where TRight : struct, IGemmOperand
        where TLeftAccess : struct, IAccess
        where TRightAccess : struct, IAccess
    {
        int leftWords = KTile.Words(TLeft.RunsAlongDepth, TTile.Layout, TTile.Rows);
        int rightWords = KTile.Words(TRight.RunsAlongDepth, TTile.Layout, TTile.Columns);
        PackedKTiles<TLeft, TLeftAccess> lefts = PackedKTiles<TLeft, TLeftAccess>.Of(
            window, extents, left, Grid.IdxX * TTile.Rows, TTile.Rows, TTile.Threads);
        PackedKTiles<TRight, TRightAccess> rights = PackedKTiles<TRight, TRightAccess>.Of(
            window, extents, right, Grid.IdxY * TTile.Columns, TTile.Columns, TTile.Threads);
        int first = Grid.IdxZ * extents.PartDepth;
        int last = IntrinsicMath.Min(first + extents.PartDepth, extents.Depth);
        int leftStart = TTile.LeftStart<TLeft>();
        int rightStart = TTile.RightStart<TRight>();

        Fetched nextLeft = lefts.Fetch(first, TTile.Rows, TTile.Threads);
        Fetched nextRight = rights.Fetch(first, TTile.Columns, TTile.Threads);
        lefts.Put(nextLeft, TTile.Rows, TTile.Threads, leftKTiles);
        rights.Put(nextRight, TTile.Columns, TTile.Threads, rightKTiles);

        TTile sums = default;
        int stage = 0;
        for (int depth = first; depth < last; depth += KTile.Depth)
        {
            Group.Barrier();
            bool isMore = depth + KTile.Depth < last;
            if (isMore)
            {
                nextLeft = lefts.Fetch(depth + KTile.Depth, TTile.Rows, TTile.Threads);
                nextRight = rights.Fetch(depth + KTile.Depth, TTile.Columns, TTile.Threads);
            }

            sums = TTile.AddKTile<TLeft, TRight>(
                sums, leftKTiles.SubView(stage * leftWords, leftWords), leftStart,
                rightKTiles.SubView(stage * rightWords, rightWords), rightStart);
            stage = stage + 1 < TTile.Stages ? stage + 1 : 0;
            if (isMore)
            {
                lefts.Put(
                    nextLeft, TTile.Rows, TTile.Threads, leftKTiles.SubView(stage * leftWords, leftWords));
                rights.Put(
                    nextRight, TTile.Columns, TTile.Threads, rightKTiles.SubView(stage * rightWords, rightWords));
            }
        }

        return sums;
    }
}
