using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

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
    private const int PixelsPerTick = 90;
    private const double Padding = 0.08;
    private const double Offset = 0.16;
    private const byte DotOpacity = 140;

    /// <inheritdoc/>
    public override string ToSvg()
    {
        PlotModel model = ChartModel.Create(Title, left: double.NaN);
        LinearAxis values = new() { MinimumPadding = Padding, MaximumPadding = Padding };
        // From top to bottom.
        CategoryAxis names = new() { StartPosition = 1, EndPosition = 0, IsTickCentered = true };
        names.Labels.AddRange(Rows.Select(row => Short(row.Name)));
        model.Axes.Add(values.Styled(AxisPosition.Bottom, Label, PixelsPerTick));
        model.Axes.Add(names.Styled(AxisPosition.Left, "", RowHeight));
        for (int i = 0; i < Rows.Count; i++)
        {
            OxyColor colour = OxyColor.Parse(ChartColours.Of(i));
            model.Series.Add(Dots(Rows[i], i, colour));
            model.Series.Add(Mean(Rows[i], i, colour));
        }

        return ChartSvg.Of(model, Width, FrameHeight + (RowHeight * Rows.Count));
    }

    private static ScatterSeries Dots(DotRow row, double y, OxyColor colour)
    {
        ScatterSeries dots = new()
        {
            MarkerType = MarkerType.Circle,
            MarkerSize = 3.5,
            MarkerFill = OxyColor.FromAColor(DotOpacity, colour),
        };
        dots.Points.AddRange(row.Values.Select(value => new ScatterPoint(value, y - Offset)));
        return dots;
    }

    private static ScatterErrorSeries Mean(DotRow row, double y, OxyColor colour)
    {
        ScatterErrorSeries mean = new()
        {
            MarkerType = MarkerType.Diamond,
            MarkerSize = 5.5,
            MarkerFill = colour,
            ErrorBarColor = colour,
            ErrorBarStrokeThickness = 2,
        };
        // OxyPlot takes the length of the whole bar.
        mean.Points.Add(new ScatterErrorPoint(row.Mean, y + Offset, 2 * (row.Error ?? 0), 0));
        return mean;
    }

    private static string Short(string name) =>
        name.Length <= LongestName ? name : string.Concat(name.AsSpan(0, LongestName - 1), "…");
}
