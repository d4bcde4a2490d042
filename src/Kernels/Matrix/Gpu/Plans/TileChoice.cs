using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix.Gpu.Operands;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Plans;

/// <summary>The choice of a product's tile by its extents, for products that have not been measured.</summary>
internal static class TileChoice
{
    // Sums computed for nothing, such as those past the last row, that are worth a larger tile.
    private const double Tolerance = 1.1;

    /// <summary>
    /// The largest tile that computes few sums for nothing, but a smaller one where that leaves no multiprocessor
    /// without work.
    /// </summary>
    /// <param name="precision">The numbers that are multiplied.</param>
    /// <param name="extents">Extents of the product.</param>
    /// <param name="small">Whether it must be one of the small tiles.</param>
    public static GemmTile Of(Precision precision, GemmExtents extents, bool small)
    {
        GemmTile? best = null;
        foreach (GemmTile tile in GemmTile.All)
        {
            if (tile.Precision == precision && (tile.IsSmall || !small)
                && (best is null || IsBetter(tile, best, extents)))
            {
                best = tile;
            }
        }

        return best!;
    }

    private static bool IsBetter(GemmTile tile, GemmTile best, GemmExtents extents)
    {
        double ratio = (double)Sums(tile, extents) / Sums(best, extents);
        bool starves = best.Groups(extents) < DepthSplit.WantedGroups;
        return ratio * Tolerance < 1
            || (ratio <= Tolerance && starves && tile.Groups(extents) > best.Groups(extents));
    }

    private static long Sums(GemmTile tile, GemmExtents extents) =>
        (long)tile.Groups(extents) * tile.Rows * tile.Columns;
}
