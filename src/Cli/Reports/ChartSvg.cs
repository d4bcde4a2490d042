using System.Globalization;
using System.Text.RegularExpressions;
using ScottPlot;

namespace IlgpuCnn.Cli.Reports;

/// <summary>A ScottPlot chart as an svg element that stands in a page and shrinks with it.</summary>
internal static partial class ChartSvg
{
    private const float TitleSize = 16;
    private const float LabelSize = 13;

    /// <summary>Renders a chart.</summary>
    /// <param name="plot">The chart.</param>
    /// <param name="description">What it shows, for those who hear the page.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels, without the legend.</param>
    /// <param name="legend">What stands under it; null for nothing.</param>
    public static string Of(Plot plot, string description, int width, int height, ChartLegend? legend = null)
    {
        plot.Font.Set(ChartFont.Name);
        plot.Axes.Title.Label.FontSize = TitleSize;
        plot.Axes.Bottom.Label.FontSize = plot.Axes.Left.Label.FontSize = LabelSize;
        plot.Axes.Bottom.Label.Bold = plot.Axes.Left.Label.Bold = false;
        string svg = plot.GetSvgXml(width, height);
        svg = svg[svg.IndexOf("<svg", StringComparison.Ordinal)..].Trim();
        // Skia ends lists of positions with a comma, at which a browser may drop the whole list.
        svg = svg.Replace(", \"", "\"", StringComparison.Ordinal);
        svg = FontFamily().Replace(svg, "font-family=\"$1, sans-serif\"");
        int whole = height + (legend?.Height ?? 0);
        string opening = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{HtmlPage.Text(description)}"
            viewBox="0 0 {width} {whole}" width="{width}" height="{whole}">
            <rect fill="white" width="{width}" height="{whole}"/>

            """);
        return $"{opening}{svg[(svg.IndexOf('>') + 1)..svg.LastIndexOf('<')]}{legend?.Svg(height)}</svg>";
    }

    [GeneratedRegex("font-family=\"([^\"]*)\"")]
    private static partial Regex FontFamily();
}
