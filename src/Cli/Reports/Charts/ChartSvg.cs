using System.Globalization;
using System.Net;
using System.Text;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace IlgpuCnn.Cli.Reports.Charts;

/// <summary>
/// A ScottPlot chart as an svg element that stands in a page and shrinks with it. ScottPlot draws all but the text:
/// where no font is installed it would leave that out, and where one is, the chart would depend on which. The text is
/// written here, on places that no font decides, in whatever font the browser has.
/// </summary>
internal static class ChartSvg
{
    private const int Top = 36;
    private const int Right = 32;
    private const int Bottom = 52;
    private const int PixelsPerColumn = 90;
    private const int PixelsPerRow = 45;

    /// <summary>Renders a chart.</summary>
    /// <param name="plot">The chart.</param>
    /// <param name="frame">What stands around it; the title is also for those who hear the page.</param>
    /// <param name="legend">What stands under it; null for nothing.</param>
    public static string Of(Plot plot, ChartFrame frame, ChartLegend? legend = null)
    {
        plot.HideLegend();
        plot.Layout.Fixed(new PixelPadding(frame.Left, Right, Bottom, Top));
        IAxis x = plot.Axes.Bottom;
        IAxis y = plot.Axes.Left;
        x.TickLabelStyle.IsVisible = y.TickLabelStyle.IsVisible = false;
        SetTickCount(x, (frame.Width - frame.Left - Right) / PixelsPerColumn);
        SetTickCount(y, (frame.Height - Top - Bottom) / PixelsPerRow);
        string svg = plot.GetSvgXml(frame.Width, frame.Height);
        string drawn = svg[(svg.IndexOf('>', svg.IndexOf("<svg", StringComparison.Ordinal)) + 1)..svg.LastIndexOf('<')];
        int whole = frame.Height + (legend?.Height ?? 0);
        string opening = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{WebUtility.HtmlEncode(frame.Title)}"
            viewBox="0 0 {frame.Width} {whole}" width="{frame.Width}" height="{whole}" font-family="system-ui, sans-serif">
            <rect fill="white" width="{frame.Width}" height="{whole}"/>
            """);
        string text = Texts(frame, x, y, plot.RenderManager.LastRender.DataRect);
        return $"{opening}{drawn}{text}{legend?.Svg(frame.Height)}</svg>";
    }

    private static void SetTickCount(IAxis axis, int count)
    {
        if (axis.TickGenerator is NumericAutomatic ticks)
            ticks.TargetTickCount = Math.Max(2, count);
    }

    private static string Texts(ChartFrame frame, IAxis x, IAxis y, PixelRect data)
    {
        StringBuilder svg = new();
        double middle = (data.Left + data.Right) / 2;
        Append(svg, frame.Title, middle, data.Top - 13, "font-size=\"16\" font-weight=\"600\" text-anchor=\"middle\"");
        Append(svg, frame.XLabel, middle, frame.Height - 10, "font-size=\"13\" text-anchor=\"middle\"");
        foreach (Tick tick in x.TickGenerator.Ticks.Where(tick => tick.IsMajor))
        {
            Append(
                svg, tick.Label, x.GetPixel(tick.Position, data), data.Bottom + 18,
                "font-size=\"12\" text-anchor=\"middle\"");
        }

        foreach (Tick tick in y.TickGenerator.Ticks.Where(tick => tick.IsMajor))
        {
            Append(
                svg, tick.Label, data.Left - 8, y.GetPixel(tick.Position, data) + 4,
                "font-size=\"12\" text-anchor=\"end\"");
        }

        const string upwards = "font-size=\"13\" text-anchor=\"middle\" transform=\"rotate(-90)\"";
        Append(svg, frame.YLabel, -(data.Top + data.Bottom) / 2, 17, upwards);
        return svg.ToString();
    }

    private static void Append(StringBuilder svg, string text, double x, double y, string attributes)
    {
        if (text.Length > 0)
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" {attributes}>{WebUtility.HtmlEncode(text)}</text>\n");
        }
    }
}
