namespace IlgpuCnn.Kernels.Engines.Gpu;

/// <summary>Which tile a product gets, where nobody has measured.</summary>
internal static class TileChoice
{
    // Two groups for each of the 132 multiprocessors of the largest GPU in mind.
    private const int WantedGroups = 264;

    /// <summary>
    /// The narrowest tile that takes the columns in one go, and of those the tallest that leaves no multiprocessor
    /// without work.
    /// </summary>
    /// <param name="precision">What is multiplied.</param>
    /// <param name="extents">Of the product.</param>
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
        int wasted = Wasted(tile, extents) - Wasted(best, extents);
        bool starves = best.Groups(extents) < WantedGroups;
        return wasted < 0 || (wasted == 0 && starves && tile.Groups(extents) > best.Groups(extents));
    }

    // Columns that are computed for nothing.
    private static int Wasted(GemmTile tile, GemmExtents extents) =>
        (tile.Across(extents) * tile.Columns) - extents.Columns;
}
