using IlgpuCnn.Kernels.Matrix.Gpu.Access;
using IlgpuCnn.Kernels.Matrix.Gpu.Operands;
using IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

namespace IlgpuCnn.Kernels.Matrix.Gpu;

/// <summary>
/// The bias' gradient Σ dy[p,c] over a part of the depth of backward-weight, by groups of the same launch behind those
/// of the product: few columns a group, whose other threads share the rows. It is stored as one more row of the
/// product's result.
/// </summary>
internal static class BiasSums
{
    private const int GroupColumns = 32;
    private const int WideColumns = GroupColumns / 4;

    /// <summary>Groups that sum the columns of a tile.</summary>
    /// <param name="columns">Columns of the tile, or fewer where the result has no more.</param>
    public static int Groups(int columns) => (columns + GroupColumns - 1) / GroupColumns;

    /// <summary>Stores the sums of this group's columns. Every thread of the group must call.</summary>
    /// <param name="extents">Extents of the product.</param>
    /// <param name="group">Number of the group among those of the tile's columns.</param>
    /// <param name="dy">(Depth, Columns).</param>
    /// <param name="part">The part's result (Rows + 1, Columns), whose last row is stored.</param>
    public static void Store<TTile, TAccess>(GemmExtents extents, int group, Floats dy, Floats part)
        where TTile : struct, ITile<TTile>
        where TAccess : struct, IAccess
    {
        int first = (Grid.IdxY * TTile.Columns) + (group * GroupColumns);
        if (TAccess.IsWide)
            StoreWide<TTile>(extents, first, dy, part);
        else
            StoreNarrow<TTile>(extents, first, dy, part);
    }

    private static void StoreWide<TTile>(GemmExtents extents, int firstColumn, Floats dy, Floats part)
        where TTile : struct, ITile<TTile>
    {
        ArrayView<Float4> sums = SharedMemory.Allocate<Float4>(TTile.Threads);
        int rows = TTile.Threads / WideColumns;
        int lane = Group.IdxX / WideColumns;
        int column = (firstColumn / 4) + (Group.IdxX % WideColumns);
        int columns = extents.Columns / 4;
        int depth = Grid.IdxZ * extents.PartDepth;
        int last = IntrinsicMath.Min(depth + extents.PartDepth, extents.Depth);
        ArrayView<Float4> source = dy.Cast<Float4>();
        Float4 sum = default;
        if (column < columns)
        {
            for (int p = depth + lane; p < last; p += rows)
                sum = Float4.Add(sum, source[(p * columns) + column]);
        }

        sums[Group.IdxX] = sum;
        Group.Barrier();
        if (lane == 0 & column < columns)
        {
            for (int other = 1; other < rows; other++)
                sum = Float4.Add(sum, sums[(other * WideColumns) + Group.IdxX]);
            part.Cast<Float4>()[(extents.Rows * columns) + column] = sum;
        }
    }

    private static void StoreNarrow<TTile>(GemmExtents extents, int firstColumn, Floats dy, Floats part)
        where TTile : struct, ITile<TTile>
    {
        Floats sums = SharedMemory.Allocate<float>(TTile.Threads);
        int rows = TTile.Threads / GroupColumns;
        int lane = Group.IdxX / GroupColumns;
        int column = firstColumn + (Group.IdxX % GroupColumns);
        int depth = Grid.IdxZ * extents.PartDepth;
        int last = IntrinsicMath.Min(depth + extents.PartDepth, extents.Depth);
        float sum = 0f;
        if (column < extents.Columns)
        {
            for (int p = depth + lane; p < last; p += rows)
                sum += dy[(p * extents.Columns) + column];
        }

        sums[Group.IdxX] = sum;
        Group.Barrier();
        if (lane == 0 & column < extents.Columns)
        {
            for (int other = 1; other < rows; other++)
                sum += sums[(other * GroupColumns) + Group.IdxX];
            part[(extents.Rows * extents.Columns) + column] = sum;
        }
    }
}
