using System.Globalization;
using System.Xml.Linq;
using OxyPlot;

namespace IlgpuCnn.Cli.Reports.Charts;

/// <summary>Renders OxyPlot's models as svg elements that stand in a page beside others.</summary>
internal static class ChartSvg
{
    // As wide as letters are on average in the widest of common fonts: names must not run into each other in any.
    private const double LetterWidth = 0.6;

    // A text's place is that of its capitals: viewers that do not know baselines but one get the lower edge of these.
    private const double CapitalHeight = 0.72;
    private const double Unlimited = 1e6;

    private static readonly TextMeasurer Measurer = new();

    /// <summary>Renders a chart.</summary>
    /// <param name="model">The chart.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels, without the legends, which make it higher.</param>
    public static string Of(PlotModel model, int width, int height)
    {
        ((IPlotModel)model).Update(updateData: true);
        double legends = model.Legends.Sum(legend =>
            legend.GetLegendSize(Measurer, new OxySize(legend.LegendMaxWidth, Unlimited)).Height);
        SvgExporter exporter = new()
        {
            Width = width,
            Height = Math.Ceiling(height + legends),
            TextMeasurer = Measurer,
            UseVerticalTextAlignmentWorkaround = true,
        };
        XElement svg = XElement.Parse(exporter.ExportToString(model));
        MakeIdsUnique(svg, string.Concat(model.Title.Where(char.IsAsciiLetterOrDigit)));
        svg.SetAttributeValue(
            "viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {exporter.Width} {exporter.Height}"));
        svg.SetAttributeValue("role", "img");
        svg.SetAttributeValue("aria-label", model.Title);
        return svg.ToString(SaveOptions.DisableFormatting);
    }

    // OxyPlot numbers its clipping paths from 1 in every chart.
    private static void MakeIdsUnique(XElement svg, string prefix)
    {
        foreach (XAttribute id in svg.Descendants().Attributes("id"))
            id.Value = prefix + id.Value;
        foreach (XAttribute path in svg.Descendants().Attributes("clip-path"))
            path.Value = path.Value.Replace("url(#", $"url(#{prefix}", StringComparison.Ordinal);
    }

    /// <summary>Measures text by counting its letters: the font is the browser's, and none is needed here.</summary>
    private sealed class TextMeasurer() : PdfRenderContext(1, 1, OxyColors.White)
    {
        public override OxySize MeasureText(string text, string fontFamily, double fontSize, double fontWeight) =>
            string.IsNullOrEmpty(text)
                ? OxySize.Empty
                : new OxySize(LetterWidth * fontSize * text.Length, CapitalHeight * fontSize);
    }
}
