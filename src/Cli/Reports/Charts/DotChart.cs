using ScottPlot;
using ScottPlot.Plottables;

namespace IlgpuCnn.Cli.Reports.Charts;

/// <summary>A row of a <see cref="DotChart"/>.</summary>
/// <param name="Name">Stands left of the row.</param>
/// <param name="Values">A small dot each.</param>
/// <param name="Mean">The large dot.</param>
/// <param name="Error">The bar to either side of it; null for none.</param>
internal sealed record DotRow(string Name, IReadOnlyList<double> Values, double Mean, double? Error);

/// <summary>One number by arm, a row each: a small dot a seed, and under them the mean with its error bar.</summary>
/// <param name="Title">Above the chart.</param>
/// <param name="Label">Under its axis.</param>
/// <param name="Rows">From top to bottom.</param>
/// <param name="Width">In pixels; the height follows from the rows.</param>
internal sealed record DotChart(string Title, string Label, IReadOnlyList<DotRow> Rows, int Width) : Chart(Title, Width)
{
    private const int RowHeight = 44;
    private const int FrameHeight = 96;
    private const int LongestName = 36;
    private const int Gap = 16;
    private const double Offset = 0.16;

    /// <inheritdoc/>
    public override string ToSvg()
    {
        using Plot plot = new();
        for (int i = 0; i < Rows.Count; i++)
            Add(plot, Rows[i], Rows.Count - 1 - i, Color.FromHex(ChartColours.Of(i)));
        string[] names = [.. Rows.Select(row => Short(row.Name))];
        plot.Axes.Left.SetTicks(
            [.. Rows.Select((_, i) => (double)(Rows.Count - 1 - i))], names);
        plot.Axes.Margins(horizontal: 0.08);
        plot.Axes.SetLimitsY(-0.6, Rows.Count - 0.4);
        int left = Gap + (int)Math.Ceiling(ChartLegend.LetterWidth * names.Max(name => name.Length));
        return ChartSvg.Of(
            plot, new ChartFrame(Title, Label, "", Width, FrameHeight + (RowHeight * Rows.Count), left));
    }

    private static void Add(Plot plot, DotRow row, double y, Color colour)
    {
        foreach (double value in row.Values)
            plot.Add.Marker(value, y + Offset, MarkerShape.FilledCircle, 7, colour.WithAlpha(0.55));
        if (row.Error is { } error)
        {
            ErrorBar bar = new([row.Mean], [y - Offset], [error], [error], null, null)
            {
                Color = colour,
                LineWidth = 2,
            };
            plot.Add.Plottable(bar);
        }

        plot.Add.Marker(row.Mean, y - Offset, MarkerShape.FilledDiamond, 12, colour);
    }

    private static string Short(string name) =>
        name.Length <= LongestName ? name : string.Concat(name.AsSpan(0, LongestName - 1), "…");
}
