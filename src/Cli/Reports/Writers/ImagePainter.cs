using SkiaSharp;

namespace IlgpuCnn.Cli.Reports.Writers;

/// <summary>Puts images of a data set into bitmaps of 8-bit RGBA; those of fewer than three channels are grey.</summary>
internal static class ImagePainter
{
    private const int Rgba = 4;

    /// <summary>Puts an image at a place, opaque.</summary>
    /// <param name="bitmap">Has room for it there.</param>
    /// <param name="image">Its bytes (H, W, C).</param>
    /// <param name="width">Its columns.</param>
    /// <param name="channels">Its channels.</param>
    /// <param name="left">The column of its left edge.</param>
    /// <param name="top">The row of its upper edge.</param>
    public static void Put(SKBitmap bitmap, ReadOnlySpan<byte> image, int width, int channels, int left = 0, int top = 0)
    {
        Span<byte> pixels = bitmap.GetPixelSpan();
        (int green, int blue) = channels < 3 ? (0, 0) : (1, 2);
        for (int p = 0; p < image.Length / channels; p++)
        {
            ReadOnlySpan<byte> pixel = image.Slice(p * channels, channels);
            Span<byte> to = pixels.Slice((((top + (p / width)) * bitmap.Width) + left + (p % width)) * Rgba, Rgba);
            to[0] = pixel[0];
            to[1] = pixel[green];
            to[2] = pixel[blue];
            to[3] = byte.MaxValue;
        }
    }
}
