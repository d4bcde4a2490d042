using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix.Gpu.Operands;
using IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Plans;

/// <summary>
/// The choice of a product's tile by its extents, for products that have not been measured. Its figures are the H100's on
/// every device: the choice decides in what order sums are added.
/// </summary>
internal static class TileChoice
{
    private const int Multiprocessors = 132;

    // What a multiprocessor gets from the second-level cache in a cycle.
    private const double CacheBytes = 5120.0 / Multiprocessors;

    // What is nearer than this to the least time on paper is as good; a smaller tile is compiled in less time.
    private const double Tolerance = 1.1;

    /// <summary>
    /// The tile in which a product takes the least time on paper: sums past the last row or column are computed for
    /// nothing, multiprocessors without a group wait, and parts of a split depth are written and read once more. Of those
    /// about as good the smallest.
    /// </summary>
    /// <param name="precision">The numbers that are multiplied.</param>
    /// <param name="extents">Extents of the product.</param>
    /// <param name="small">Whether it must be one of the small tiles.</param>
    public static GemmTile Of(Precision precision, GemmExtents extents, bool small)
    {
        double least = double.MaxValue;
        foreach (GemmTile tile in GemmTile.All)
        {
            if (tile.Precision == precision && (tile.IsSmall || !small))
                least = Math.Min(least, Cycles(tile, extents));
        }

        GemmTile? best = null;
        foreach (GemmTile tile in GemmTile.All)
        {
            if (tile.Precision == precision && (tile.IsSmall || !small) && Cycles(tile, extents) <= Tolerance * least
                && (best is null || tile.Rows * tile.Columns < best.Rows * best.Columns))
            {
                best = tile;
            }
        }

        return best!;
    }

    private static double Cycles(GemmTile tile, GemmExtents extents)
    {
        DepthSplit split = GemmPlan.SplitOf(extents, tile);
        int groups = tile.Groups(extents);
        double kTiles = Math.Ceiling((double)Math.Min(split.PartDepth, extents.Depth) / KTile.Depth);
        double rounds = Math.Max(1, (double)groups * split.Parts / Multiprocessors);
        double fetched = FetchedLines(tile, extents) * KTile.Depth * sizeof(float) / groups;
        double partBytes = split.Parts == 1
            ? 0 : 2.0 * sizeof(float) * split.Parts * extents.Rows * extents.Columns;
        return (rounds * kTiles * Math.Max(tile.CyclesPerKTile, fetched / CacheBytes))
            + (partBytes / (Multiprocessors * CacheBytes));
    }

    // Rows and columns of a k-tile of all groups; none past the last is fetched.
    private static double FetchedLines(GemmTile tile, GemmExtents extents) =>
        ((double)extents.Rows * tile.Across(extents)) + ((double)extents.Columns * tile.Down(extents));
}
