using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using ScottPlot;

namespace IlgpuCnn.Cli.Reports;

/// <summary>A ScottPlot chart as an svg element that may stand with others in one page, and shrinks with it.</summary>
internal static partial class ChartSvg
{
    private const string Fallback = "sans-serif";

    /// <summary>Renders a chart.</summary>
    /// <param name="plot">The chart.</param>
    /// <param name="description">What it shows, for those who hear the page.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    public static string Of(Plot plot, string description, int width, int height)
    {
        string svg = plot.GetSvgXml(width, height);
        svg = svg[svg.IndexOf("<svg", StringComparison.Ordinal)..].Trim();
        // Skia numbers its clip paths from the same number in every picture: in one page they would be each other's.
        string prefix = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(svg)).AsSpan(0, 6));
        svg = ClipPath().Replace(svg, $"cl-{prefix}-");
        // It also ends lists of positions with a comma, at which a browser may drop the whole list.
        svg = svg.Replace(", \"", "\"", StringComparison.Ordinal);
        svg = FontFamily().Replace(svg, $"font-family=\"$1, {Fallback}\"");
        string label = System.Security.SecurityElement.Escape(description);
        string opening = string.Create(
            CultureInfo.InvariantCulture, $"<svg role=\"img\" aria-label=\"{label}\" viewBox=\"0 0 {width} {height}\"");
        return opening + svg["<svg".Length..];
    }

    [GeneratedRegex(@"(?<=(id=""|url\(#))cl_")]
    private static partial Regex ClipPath();

    [GeneratedRegex("font-family=\"([^\"]*)\"")]
    private static partial Regex FontFamily();
}
