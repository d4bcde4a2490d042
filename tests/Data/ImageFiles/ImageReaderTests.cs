using IlgpuCnn.Data.ImageFiles;
using IlgpuCnn.Tests.Support;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Bmp;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Tga;
using SixLabors.ImageSharp.Formats.Tiff;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.PixelFormats;

namespace IlgpuCnn.Tests.Data.ImageFiles;

public sealed class ImageReaderTests
{
    private static readonly ImageReader Reader = new(ImageLimits.Default);
    private static readonly ImagePreparation AsItIs = ImagePreparation.Parse("resize=none");

    [Test]
    public void Read_LosslessFiles_GiveTheirPixels()
    {
        using Image<Rgb24> image = SampleFiles.Varied(19, 11);
        foreach (byte[] file in new[]
        {
            image.Encoded(new PngEncoder()),
            image.Encoded(new PngEncoder { InterlaceMethod = PngInterlaceMode.Adam7 }),
            image.Encoded(new PngEncoder { BitDepth = PngBitDepth.Bit16, ColorType = PngColorType.RgbWithAlpha }),
            image.Encoded(new WebpEncoder { FileFormat = WebpFileFormatType.Lossless }),
        })
        {
            PreparedImage read = Reader.Read(file, "x", AsItIs);
            Assert.That(read.Pixels, Is.EqualTo(image.Rgb()), read.Format);
            Assert.That((read.Height, read.Width, read.Channels), Is.EqualTo((11, 19, 3)));
            Assert.That((read.SourceWidth, read.SourceHeight), Is.EqualTo((19, 11)));
            Assert.That(Reader.Identify(file, "x"), Is.EqualTo(new ImageSize(19, 11)));
        }
    }

    [Test]
    public void Read_LossyFiles_GiveNearlyTheirPixels()
    {
        using Image<Rgb24> image = SampleFiles.Of(24, 16, (x, y) => new Rgb24((byte)(10 * x), (byte)(12 * y), 90));
        foreach (byte[] file in new[]
        {
            image.Encoded(new JpegEncoder { Quality = 98, ColorType = JpegColorType.YCbCrRatio444 }),
            image.Encoded(new WebpEncoder { FileFormat = WebpFileFormatType.Lossy, Quality = 100 }),
            image.Encoded(new GifEncoder()),
        })
        {
            PreparedImage read = Reader.Read(file, "x", AsItIs);
            Assert.That(read.Pixels.Zip(image.Rgb(), (a, b) => Math.Abs(a - b)).Average(), Is.LessThan(6), read.Format);
        }
    }

    [Test]
    public void Read_OtherFormats_AreRefusedByTheirNames()
    {
        using Image<Rgb24> image = SampleFiles.Varied(9, 9);
        Assert.That(Read(image.Encoded(new BmpEncoder())), Refused.With("'x' is a BMP: only PNG, JPEG, GIF and WebP"));
        Assert.That(Read(image.Encoded(new TiffEncoder())), Refused.With("'x' is a TIFF: only PNG"));
        Assert.That(Read(image.Encoded(new TgaEncoder())), Refused.With("'x' is a TGA: only PNG"));
        Assert.That(Read([]), Refused.With("'x' is empty"));
        Assert.That(Read("hello"u8.ToArray()), Refused.With("'x' is no image that is read"));
    }

    private static Action Read(byte[] file) => () => Reader.Read(file, "x", AsItIs);
}
