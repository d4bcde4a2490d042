using ScottPlot;
using ScottPlot.Plottables;

namespace IlgpuCnn.Cli.Reports.Charts;

/// <summary>A line of a <see cref="LineChart"/>.</summary>
/// <param name="Name">Its entry in the legend.</param>
/// <param name="X">Ascending.</param>
/// <param name="Y">One an x.</param>
/// <param name="Low">Lower edge of a band around the line, one an x; null for no band.</param>
/// <param name="High">Upper edge of the band.</param>
/// <param name="Steps">Whether a y holds until the next x.</param>
internal sealed record ChartSeries(
    string Name, double[] X, double[] Y, double[]? Low = null, double[]? High = null, bool Steps = false)
{
    /// <summary>As #rrggbb; null for the colour of its place.</summary>
    public string? Colour { get; init; }

    /// <summary>Whether the line is dashed, and lighter.</summary>
    public bool Dashed { get; init; }
}

/// <summary>
/// Lines over an x axis that begins at nought or before. The axis has its place whatever the labels are, so that
/// charts of one width that stand under each other can be compared.
/// </summary>
/// <param name="Title">Above the chart.</param>
/// <param name="XLabel">What the x axis is, with its unit.</param>
/// <param name="YLabel">What the y axis is, with its unit.</param>
/// <param name="Series">The lines; one without points has a place in the legend only.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels, without the legend, which stands below.</param>
internal sealed record LineChart(
    string Title, string XLabel, string YLabel, IReadOnlyList<ChartSeries> Series, int Width, int Height)
    : Chart(Title, Width)
{
    private const int LeftMargin = 76;
    private const float LineWidth = 2;
    private const float StairEdge = 2.2f;
    private const float WidestStair = 9;
    private const double BandOpacity = 0.18;

    /// <inheritdoc/>
    public override string ToSvg()
    {
        using Plot plot = new();
        for (int i = 0; i < Series.Count; i++)
            AddBand(plot, Series[i], ColourOf(i));
        for (int i = 0; i < Series.Count; i++)
            AddLine(plot, Series[i], ColourOf(i), Series.Skip(i + 1).Count(line => line.Steps));
        SetLimits(plot);
        IEnumerable<LegendEntry> entries =
            Series.Select((line, i) => new LegendEntry(line.Name, ColourOf(i), line.Dashed));
        return ChartSvg.Of(
            plot, new ChartFrame(Title, XLabel, YLabel, Width, Height, LeftMargin),
            new ChartLegend(Series.Count < 2 ? [] : entries, Width));
    }

    private Color ColourOf(int i)
    {
        Color colour = Color.FromHex(Series[i].Colour ?? ChartColours.Of(i));
        return Series[i].Dashed ? colour.MixedWith(Colors.White, 0.35) : colour;
    }

    private static void AddBand(Plot plot, ChartSeries line, Color colour)
    {
        if (line.Low is not { Length: > 1 } low || line.High is not { } high)
            return;
        FillY band = plot.Add.FillY(line.X, low, high);
        band.FillColor = colour.WithAlpha(BandOpacity);
        band.LineWidth = 0;
        band.MarkerSize = 0;
    }

    private static void AddLine(Plot plot, ChartSeries line, Color colour, int stairsAbove)
    {
        Scatter drawn = plot.Add.Scatter(line.X, line.Y);
        drawn.Color = colour;
        drawn.LineWidth = LineWidth;
        drawn.LinePattern = line.Dashed ? LinePattern.Dashed : LinePattern.Solid;
        // A single point has no line to be seen by.
        drawn.MarkerSize = line.X.Length == 1 ? 8 : 0;
        if (!line.Steps)
            return;
        drawn.ConnectStyle = ConnectStyle.StepHorizontal;
        // Stairs are often the same: the lower ones are seen at the edges of those above.
        drawn.LineWidth = Math.Min(WidestStair, LineWidth + (StairEdge * stairsAbove));
    }

    private void SetLimits(Plot plot)
    {
        plot.Axes.AutoScale();
        double[] xs = [.. Series.SelectMany(line => line.X)];
        double[] ys = [.. Series.SelectMany(line => line.Y.Concat(line.Low ?? []).Concat(line.High ?? []))];
        if (xs.Length == 0)
            return;
        plot.Axes.SetLimitsX(Math.Min(0, xs.Min()), Math.Max(xs.Max(), Math.Min(0, xs.Min()) + 1));
        // Around one value ScottPlot shows a unit to either side, whatever its size.
        if (ys.Min() == ys.Max() && ys[0] != 0)
            plot.Axes.SetLimitsY(Math.Min(0, 1.25 * ys[0]), Math.Max(0, 1.25 * ys[0]));
    }
}
