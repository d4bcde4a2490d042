using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.PixelFormats;

namespace IlgpuCnn.Tests.Data.ImageFiles;

/// <summary>Sound small files of every kind that is read, which damage is done to.</summary>
public static class FuzzSeeds
{
    /// <summary>All of them.</summary>
    public static byte[][] All { get; } = [.. Pngs(), .. Jpegs(), .. Gifs(), .. Webps()];

    private static Image<Rgba32> Clear(int width, int height) =>
        SampleFiles.Of(width, height, (x, y) => new Rgba32((byte)(9 * x), (byte)(5 * y), (byte)(x * y), (byte)(8 * x)));

    private static IEnumerable<byte[]> Pngs()
    {
        using Image<Rgba32> image = Clear(33, 21);
        foreach (PngColorType colour in Enum.GetValues<PngColorType>())
        {
            PngBitDepth[] depths = colour switch
            {
                PngColorType.Palette => [PngBitDepth.Bit2, PngBitDepth.Bit4, PngBitDepth.Bit8],
                PngColorType.Grayscale => [PngBitDepth.Bit1, PngBitDepth.Bit8, PngBitDepth.Bit16],
                _ => [PngBitDepth.Bit8, PngBitDepth.Bit16],
            };
            foreach (PngBitDepth depth in depths)
            {
                foreach (PngInterlaceMode interlace in Enum.GetValues<PngInterlaceMode>())
                    yield return image.Encoded(new PngEncoder { ColorType = colour, BitDepth = depth, InterlaceMethod = interlace });
            }
        }
    }

    private static IEnumerable<byte[]> Jpegs()
    {
        using Image<Rgba32> image = Clear(45, 29);
        foreach (JpegColorType colour in new[]
        {
            JpegColorType.YCbCrRatio420, JpegColorType.YCbCrRatio444, JpegColorType.Luminance, JpegColorType.Rgb,
        })
        {
            yield return image.Encoded(new JpegEncoder { Quality = 70, ColorType = colour });
        }

        yield return ForeignFiles.ProgressiveJpeg;
        yield return ForeignFiles.MultiScanJpeg;
        yield return image.Encoded(new JpegEncoder { Quality = 30 }).WithExif(6);
    }

    private static IEnumerable<byte[]> Gifs()
    {
        using Image<Rgba32> image = Clear(31, 23);
        using Image<Rgba32> other = Clear(31, 23);
        yield return image.Encoded(new GifEncoder());
        image.Frames.AddFrame(other.Frames.RootFrame);
        yield return image.Encoded(new GifEncoder { ColorTableMode = GifColorTableMode.Local });
        yield return image.Encoded(new GifEncoder { ColorTableMode = GifColorTableMode.Global });
    }

    private static IEnumerable<byte[]> Webps()
    {
        using Image<Rgba32> image = Clear(37, 27);
        using Image<Rgba32> noise = SampleFiles.Of(
            60, 50, (x, y) => new Rgba32((byte)(x * x * y), (byte)(x * 31 * y), (byte)((x * y) ^ x), (byte)(255 - (x & y))));
        yield return image.Encoded(new WebpEncoder { FileFormat = WebpFileFormatType.Lossless });
        yield return noise.Encoded(new WebpEncoder { FileFormat = WebpFileFormatType.Lossless });
        yield return image.Encoded(new WebpEncoder { FileFormat = WebpFileFormatType.Lossy, Quality = 60 });
        yield return noise.Encoded(new WebpEncoder { FileFormat = WebpFileFormatType.Lossy, Quality = 20 });
        yield return ForeignFiles.WebpWithAlpha;
        using Image<Rgb24> opaque = SampleFiles.Varied(37, 27);
        yield return SampleFiles.AnimatedWebp(opaque.Encoded(new WebpEncoder { FileFormat = WebpFileFormatType.Lossy }), 37, 27);
    }
}
