using SkiaSharp;

namespace IlgpuCnn.Cli.Reports.Writers;

/// <summary>Pictures inside a page, as data addresses.</summary>
internal static class PageImage
{
    private static readonly SKWebpEncoderOptions[] Qualities =
    [
        new(SKWebpEncoderCompression.Lossless, 100),
        .. new[] { 90, 80, 70, 60, 50, 40, 30, 20 }
            .Select(quality => new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, quality)),
    ];

    /// <summary>
    /// A WebP of at most so many bytes, without loss where that fits; the smallest there is where nothing does.
    /// </summary>
    public static string DataAddress(SKBitmap bitmap, int mostBytes)
    {
        using SKPixmap pixels = bitmap.PeekPixels();
        byte[] encoded = [];
        foreach (SKWebpEncoderOptions quality in Qualities)
        {
            using SKData data = pixels.Encode(quality)
                ?? throw new InvalidOperationException("The picture can't be written as WebP.");
            encoded = data.ToArray();
            if (encoded.Length <= mostBytes)
                break;
        }

        return "data:image/webp;base64," + Convert.ToBase64String(encoded);
    }
}
