using SkiaSharp;

namespace IlgpuCnn.Cli.Reports.Charts;

/// <summary>The type of pictures, into which text is drawn.</summary>
internal static class ChartFont
{
    // Without one of these Skia takes the first that it finds, often one with serifs.
    private static readonly string[] Wanted =
        ["DejaVu Sans", "Liberation Sans", "Noto Sans", "Segoe UI", "Arial", "Helvetica"];

    /// <summary>An installed font without serifs, or what there is.</summary>
    public static string Name { get; } =
        Wanted.FirstOrDefault(SKFontManager.Default.FontFamilies.Contains) ?? SKTypeface.Default.FamilyName;
}
