using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix.Gpu.Operands;
using IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Plans;

/// <summary>The choice of a product's tile by its extents, for products that have not been measured.</summary>
internal static class TileChoice
{
    // Those of the H100; the choice decides in what order sums are added, so that it is the same on every device.
    private const int Multiprocessors = 132;

    /// <summary>
    /// The tile in which a product takes the least time on paper: sums past the last row or column are computed for
    /// nothing, multiprocessors without a group wait, and parts of a split depth are written and read once more.
    /// </summary>
    /// <param name="precision">The numbers that are multiplied.</param>
    /// <param name="extents">Extents of the product.</param>
    /// <param name="small">Whether it must be one of the small tiles.</param>
    public static GemmTile Of(Precision precision, GemmExtents extents, bool small) => GemmTile.All
        .Where(tile => tile.Precision == precision && (tile.IsSmall || !small))
        .MinBy(tile => Cycles(tile, extents))!;

    private static double Cycles(GemmTile tile, GemmExtents extents)
    {
        DepthSplit split = GemmPlan.SplitOf(extents, tile);
        double kTiles = Math.Ceiling((double)Math.Min(split.PartDepth, extents.Depth) / KTile.Depth);
        double rounds = Math.Max(1, (double)tile.Groups(extents) * split.Parts / Multiprocessors);
        double partBytes = split.Parts == 1
            ? 0 : 2.0 * sizeof(float) * split.Parts * extents.Rows * extents.Columns;
        return (rounds * kTiles * tile.CyclesPerKTile) + (partBytes / (Multiprocessors * GemmTile.CacheBytes));
    }
}
