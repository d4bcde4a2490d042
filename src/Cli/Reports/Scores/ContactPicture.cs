using IlgpuCnn.Cli.Reports.Charts;
using SkiaSharp;

namespace IlgpuCnn.Cli.Reports.Scores;

/// <summary>
/// A contact sheet as a picture that stands by itself: class names beside the rows where the machine has a font, and in
/// columns where there are many classes.
/// </summary>
internal static class ContactPicture
{
    private const int Margin = 12;
    private const int MostRows = 50;
    private const int MostRowsDoubled = 25;
    private const int LargestDoubled = 48;

    /// <summary>PNG with a white ground.</summary>
    public static byte[] ToPng(ContactSheet sheet)
    {
        using SKBitmap tiles = sheet.Draw();
        int scale = sheet.Rows.Count <= MostRowsDoubled && sheet.Pitch <= LargestDoubled ? 2 : 1;
        using SKFont? font = FindFont(scale);
        int names = font is null
            ? 0
            : (int)sheet.Rows.Max(row => font.MeasureText(row.ClassName)) + Margin;
        int heading = font is null ? Margin : Margin + (int)(font.Size * 1.8f);
        int columns = (sheet.Rows.Count + MostRows - 1) / MostRows;
        int rows = (sheet.Rows.Count + columns - 1) / columns;
        int pitch = sheet.Pitch * scale;
        int column = names + (sheet.Width * scale) + (2 * Margin);

        using SKBitmap picture = new(
            columns * column, heading + (rows * pitch) + Margin, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using SKCanvas canvas = new(picture);
        using SKImage source = SKImage.FromBitmap(tiles);
        canvas.Clear(SKColors.White);
        for (int c = 0; c < columns; c++)
        {
            int left = (c * column) + Margin;
            int first = c * rows;
            int count = Math.Min(rows, sheet.Rows.Count - first);
            SKRect from = SKRect.Create(0, first * sheet.Pitch, sheet.Width, count * sheet.Pitch);
            SKRect to = SKRect.Create(left + names, heading, sheet.Width * scale, count * pitch);
            canvas.DrawImage(source, from, to, new SKSamplingOptions(SKFilterMode.Nearest));
            if (font is not null)
                Write(canvas, font, sheet.Rows.Skip(first).Take(count), left, to, pitch);
        }

        canvas.Flush();
        using SKData data = picture.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private static void Write(
        SKCanvas canvas, SKFont font, IEnumerable<ContactRow> rows, int left, SKRect tiles, int pitch)
    {
        using SKPaint ink = new() { Color = new SKColor(0x1c, 0x20, 0x24), IsAntialias = true };
        float headline = tiles.Top - (font.Size * 0.5f);
        canvas.DrawText("easiest", tiles.Left, headline, SKTextAlign.Left, font, ink);
        canvas.DrawText("hardest", tiles.Right, headline, SKTextAlign.Right, font, ink);
        float baseline = tiles.Top + (pitch / 2f) + (font.Size * 0.35f);
        foreach (ContactRow row in rows)
        {
            canvas.DrawText(row.ClassName, left, baseline, SKTextAlign.Left, font, ink);
            baseline += pitch;
        }
    }

    private static SKFont? FindFont(int scale)
    {
        SKTypeface typeface = SKFontManager.Default.MatchFamily(ChartFont.Name) ?? SKTypeface.Default;
        return typeface.GlyphCount > 0 ? new SKFont(typeface, scale == 2 ? 16 : 12) : null;
    }
}
