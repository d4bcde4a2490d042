using System.Globalization;
using System.Net;
using System.Text;
using IlgpuCnn.Kernels.Matrix.Gpu.Plans;
using IlgpuCnn.Kernels.Ops;
using ScottPlot;

namespace IlgpuCnn.Cli.Reports.Charts;

/// <summary>An entry of a <see cref="ChartLegend"/>.</summary>
internal sealed record LegendEntry(string Name, Color Colour, bool Dashed);

/// <summary>
/// A legend under a chart, in as many rows as its names ask for: ScottPlot's own takes its room from the chart.
/// </summary>
internal sealed class ChartLegend
{
    /// <summary>
    /// A wide guess for 13 pixels: what matters is that names do not run into each other.
    /// </summary>
    public const double LetterWidth = 7.6;

    private const int RowHeight = 20;
    private const int Margin = 76;
    private const int LineLength = 26;
    private const int Gap = 8;
    private const int Between = 22;

    private readonly List<(LegendEntry Entry, double X, int Row)> places = [];

    /// <summary>Lays entries out, from left to right and down.</summary>
    public ChartLegend(IEnumerable<LegendEntry> entries, int width)
    {
        double x = Margin;
        int row = 0;
        foreach (LegendEntry entry in entries)
        {
            double needed = LineLength + Gap + (LetterWidth * entry.Name.Length);
            if (x > Margin && x + needed > width)
            {
                x = Margin;
                row++;
            }

            places.Add((entry, x, row));
            x += needed + Between;
        }

        Height = places.Count == 0 ? 0 : ((row + 1) * RowHeight) + Gap;
    }

    /// <summary>In pixels; 0 without entries.</summary>
    public int Height { get; }

    /// <summary>SVG elements from <paramref name="top"/> on.</summary>
    public string Svg(int top)
    {
        StringBuilder svg = new();
        foreach ((LegendEntry entry, double x, int row) in places)
        {
            int y = top + (row * RowHeight) + (RowHeight / 2);
            string dashes = entry.Dashed ? "8 5" : "none";
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""
                <path d="M{x:0.#} {y}h{LineLength}" stroke="{entry.Colour.ToHex()}" stroke-width="3"
                stroke-dasharray="{dashes}"/>
                <text x="{x + LineLength + Gap:0.#}" y="{y + 4}" font-size="13">{WebUtility.HtmlEncode(entry.Name)}</text>

                """);
        }

        return svg.ToString();
    }
}
