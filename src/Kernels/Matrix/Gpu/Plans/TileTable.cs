using System.Globalization;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix.Gpu.Operands;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Plans;

/// <summary>
/// The choice of a product's tile by measurements: the tile that was fastest for its shape on this GPU, by the table
/// that the benchmark's 'tune' makes, or else the one of <see cref="TileChoice"/>.
/// </summary>
internal sealed class TileTable
{
    /// <summary>The columns of the table.</summary>
    public const string Header = "gpu,precision,pass,rows,columns,depth,tile";

    // A batch of another size than the measured one has the same best tile, if it is not of another order.
    private const double MostRatio = 4;

    private readonly GemmTile? always;
    private readonly Entry[] entries = [];

    private TileTable(GemmTile always) => this.always = always;

    private TileTable(Entry[] entries) => this.entries = entries;

    /// <summary>The table of what was measured on a GPU, by its name; empty for most GPUs.</summary>
    public static TileTable Of(string gpu)
    {
        using Stream stream = typeof(TileTable).Assembly.GetManifestResourceStream("tiles.csv")!;
        using StreamReader reader = new(stream);
        return Parse(reader.ReadToEnd(), gpu);
    }

    /// <summary>A table that chooses one tile for all products.</summary>
    public static TileTable Always(GemmTile tile) => new(tile);

    /// <summary>The table of those lines of a text that are about a GPU.</summary>
    /// <exception cref="InvalidDataException">A line is not as the header says.</exception>
    public static TileTable Parse(string table, string gpu) => new(
        [.. table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => line != Header)
            .Select(Entry.Parse)
            .Where(entry => string.Equals(entry.Gpu, gpu, StringComparison.OrdinalIgnoreCase))]);

    /// <summary>The tile for a product; <paramref name="small"/> where it must be one of the small ones.</summary>
    public GemmTile Choose(Precision precision, GemmPass pass, GemmExtents extents, bool small)
    {
        if (always is not null && (always.IsSmall || !small))
            return always;
        Entry? nearest = null;
        double leastRatio = MostRatio;
        foreach (Entry entry in entries)
        {
            if (entry.Tile.Precision != precision || entry.Pass != pass || !entry.IsOfTheSameLayer(extents)
                || (small && !entry.Tile.IsSmall))
            {
                continue;
            }

            double ratio = entry.RatioTo(extents);
            if (ratio <= leastRatio)
                (nearest, leastRatio) = (entry, ratio);
        }

        return nearest?.Tile ?? TileChoice.Of(precision, extents, small);
    }

    private sealed record Entry(string Gpu, GemmPass Pass, GemmExtents Extents, GemmTile Tile)
    {
        public static Entry Parse(string line)
        {
            string[] cells = line.Split(',');
            if (cells.Length == 7
                && Enum.TryParse(cells[1], ignoreCase: true, out Precision precision)
                && Enum.TryParse(cells[2], ignoreCase: true, out GemmPass pass)
                && TryParse(cells[3], out int rows) && TryParse(cells[4], out int columns)
                && TryParse(cells[5], out int depth)
                && GemmTile.All.FirstOrDefault(t => t.Precision == precision && t.Name == cells[6]) is { } tile)
            {
                return new Entry(cells[0], pass, new GemmExtents(rows, columns, depth, depth), tile);
            }

            throw new InvalidDataException($"Not a line of a table of tiles ({Header}): {line}");
        }

        // A layer has the same extents at every batch, but for the one that counts pixels.
        public bool IsOfTheSameLayer(GemmExtents other) => Extents.Columns == other.Columns
            && (Pass == GemmPass.BackwardWeight ? Extents.Rows == other.Rows : Extents.Depth == other.Depth);

        public double RatioTo(GemmExtents other)
        {
            double ratio = (double)Pixels(other) / Pixels(Extents);
            return Math.Max(ratio, 1 / ratio);
        }

        private int Pixels(GemmExtents extents) => Pass == GemmPass.BackwardWeight ? extents.Depth : extents.Rows;

        private static bool TryParse(string cell, out int number) =>
            int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;
    }
}
