using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

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
    private const int PixelsPerColumn = 90;
    private const int PixelsPerRow = 45;
    private const double Padding = 0.05;
    private const double LineWidth = 2;
    private const double StairEdge = 2.2;
    private const double WidestStair = 9;
    private const double Lightening = 0.35;
    private const byte BandOpacity = 46;

    /// <inheritdoc/>
    public override string ToSvg()
    {
        PlotModel model = ChartModel.Create(Title, LeftMargin);
        double[] xs = [.. Series.SelectMany(line => line.X)];
        double first = Math.Min(0, xs.DefaultIfEmpty().Min());
        LinearAxis x = new()
        {
            Minimum = first,
            Maximum = Math.Max(xs.DefaultIfEmpty().Max(), first + 1),
            StringFormat = "#,0.######",
        };
        LinearAxis y = new() { MinimumPadding = Padding, MaximumPadding = Padding, StringFormat = "#,0.######" };
        model.Axes.Add(x.Styled(AxisPosition.Bottom, XLabel, PixelsPerColumn));
        model.Axes.Add(y.Styled(AxisPosition.Left, YLabel, PixelsPerRow));
        for (int i = 0; i < Series.Count; i++)
            AddBand(model, Series[i], ColourOf(i));
        for (int i = 0; i < Series.Count; i++)
            model.Series.Add(Line(Series[i], ColourOf(i), Series.Skip(i + 1).Count(line => line.Steps)));
        if (Series.Count > 1)
            model.Legends.Add(ChartModel.Legend(Width, LeftMargin));
        return ChartSvg.Of(model, Width, Height);
    }

    private OxyColor ColourOf(int i)
    {
        OxyColor colour = OxyColor.Parse(Series[i].Colour ?? ChartColours.Of(i));
        return Series[i].Dashed ? OxyColor.Interpolate(colour, OxyColors.White, Lightening) : colour;
    }

    private static void AddBand(PlotModel model, ChartSeries line, OxyColor colour)
    {
        if (line.Low is not { Length: > 1 } low || line.High is not { } high)
            return;
        AreaSeries band = new()
        {
            Color = OxyColors.Transparent,
            Fill = OxyColor.FromAColor(BandOpacity, colour),
            RenderInLegend = false,
        };
        band.Points.AddRange(line.X.Zip(low, (x, y) => new DataPoint(x, y)));
        band.Points2.AddRange(line.X.Zip(high, (x, y) => new DataPoint(x, y)));
        model.Series.Add(band);
    }

    private static LineSeries Line(ChartSeries line, OxyColor colour, int stairsAbove)
    {
        LineSeries drawn = line.Steps ? new StairStepSeries() : new LineSeries();
        drawn.Title = line.Name;
        drawn.Color = colour;
        // Stairs are often the same: the lower ones are seen at the edges of those above.
        drawn.StrokeThickness =
            line.Steps ? Math.Min(WidestStair, LineWidth + (StairEdge * stairsAbove)) : LineWidth;
        // By itself OxyPlot leaves out points less than two pixels apart, and draws edges of steps aslant.
        drawn.MinimumSegmentLength = 0;
        drawn.Dashes = line.Dashed ? [4, 2.5] : null;
        // A single point has no line to be seen by.
        drawn.MarkerType = line.X.Length == 1 ? MarkerType.Circle : MarkerType.None;
        drawn.MarkerFill = colour;
        drawn.Points.AddRange(line.X.Zip(line.Y, (x, y) => new DataPoint(x, y)));
        return drawn;
    }
}
