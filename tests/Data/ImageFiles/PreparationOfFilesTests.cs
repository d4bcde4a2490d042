using IlgpuCnn.Data.ImageFiles;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.PixelFormats;

namespace IlgpuCnn.Tests.Data.ImageFiles;

public sealed class PreparationOfFilesTests
{
    private static readonly ImageReader Reader = new(ImageLimits.Default);

    [Test]
    public void Read_EachOrientation_IsTurnedUpright([Range(1, 8)] int orientation)
    {
        const int width = 9;
        const int height = 5;
        using Image<Rgb24> stored = SampleFiles.Varied(width, height);
        bool isTurned = orientation >= 5;
        using Image<Rgb24> upright = new(isTurned ? height : width, isTurned ? width : height);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                (int column, int row) = orientation switch
                {
                    2 => (width - 1 - x, y),
                    3 => (width - 1 - x, height - 1 - y),
                    4 => (x, height - 1 - y),
                    5 => (y, x),
                    6 => (height - 1 - y, x),
                    7 => (height - 1 - y, width - 1 - x),
                    8 => (y, width - 1 - x),
                    _ => (x, y),
                };
                upright[column, row] = stored[x, y];
            }
        }

        byte[] png = stored.Encoded(new PngEncoder()).WithPngChunk("eXIf"u8, SampleFiles.Exif(orientation));
        byte[] webp = SampleFiles.ExtendedWebp(
            stored.Encoded(new WebpEncoder { FileFormat = WebpFileFormatType.Lossless }), width, height,
            SampleFiles.Chunk("EXIF"u8, SampleFiles.Exif(orientation)));
        foreach (byte[] file in new[] { png, webp })
        {
            PreparedImage read = Read(file, "resize=none");
            Assert.That((read.Width, read.Height), Is.EqualTo((upright.Width, upright.Height)));
            Assert.That((read.SourceWidth, read.SourceHeight), Is.EqualTo((upright.Width, upright.Height)));
            Assert.That(Reader.Identify(file, "x"), Is.EqualTo(new ImageSize(upright.Width, upright.Height)));
            Assert.That(read.Pixels, Is.EqualTo(upright.Rgb()), read.Format);
        }
    }

    [Test]
    public void Read_AnOrientedJpeg_IsTheTurnedOne()
    {
        using Image<Rgb24> image = SampleFiles.Varied(24, 16);
        byte[] jpeg = image.Encoded(new JpegEncoder { Quality = 90 });
        PreparedImage plain = Read(jpeg, "resize=none");
        PreparedImage turned = Read(jpeg.WithExif(3), "resize=none");
        Assert.That(Pixels(turned).Reverse(), Is.EqualTo(Pixels(plain)));
    }

    [TestCase(20, 10, "resize=10", 5, 0)]
    [TestCase(21, 10, "resize=10", 5, 0)]
    [TestCase(10, 23, "resize=10", 0, 6)]
    [TestCase(10, 12, "resize=10x12", 0, 0)]
    [TestCase(10, 12, "resize=10x12,fit=stretch", 0, 0)]
    [TestCase(10, 12, "resize=10x12,fit=pad", 0, 0)]
    public void Read_WhatNeedsNoScaling_KeepsItsPixels(int width, int height, string preparation, int left, int top)
    {
        using Image<Rgb24> image = SampleFiles.Varied(width, height);
        PreparedImage read = Read(image.Encoded(new PngEncoder()), preparation);
        using Image<Rgb24> part = SampleFiles.Of(read.Width, read.Height, (x, y) => image[x + left, y + top]);
        Assert.That(read.Pixels, Is.EqualTo(part.Rgb()));
    }

    [TestCase(20, 9, "resize=20,fit=pad,background=#010203", 0, 5)]
    [TestCase(9, 20, "resize=20,fit=pad,background=#010203", 5, 0)]
    public void Read_APaddedImage_HasBackgroundBeside(int width, int height, string preparation, int left, int top)
    {
        using Image<Rgb24> image = SampleFiles.Varied(width, height);
        PreparedImage read = Read(image.Encoded(new PngEncoder()), preparation);
        using Image<Rgb24> whole = SampleFiles.Of(20, 20, (x, y) =>
            x >= left && x < left + width && y >= top && y < top + height ? image[x - left, y - top] : new Rgb24(1, 2, 3));
        Assert.That(read.Pixels, Is.EqualTo(whole.Rgb()));
    }

    [Test]
    public void Read_BoxAndNearest_AreMeansAndRepetitions()
    {
        using Image<Rgb24> image = SampleFiles.Of(16, 32, (x, y) => new Rgb24((byte)(4 * x), (byte)(2 * y), (byte)(x % 2 * 100)));
        byte[] file = image.Encoded(new PngEncoder());
        using Image<Rgb24> means = SampleFiles.Of(8, 8, (x, y) => new Rgb24((byte)((8 * x) + 2), (byte)((8 * y) + 3), 50));
        Assert.That(Read(file, "resize=8,fit=stretch,resampler=box").Pixels, Is.EqualTo(means.Rgb()));
        using Image<Rgb24> repeated = SampleFiles.Of(32, 64, (x, y) => image[x / 2, y / 2]);
        Assert.That(Read(file, "resize=32x64,resampler=nearest").Pixels, Is.EqualTo(repeated.Rgb()));
    }

    [Test]
    public void Read_OneColour_StaysThatWithEachResampler([Values] ImageResampler resampler)
    {
        using Image<Rgb24> image = SampleFiles.Of(37, 23, (_, _) => new Rgb24(201, 7, 255));
        PreparedImage read = Reader.Read(
            image.Encoded(new PngEncoder()), "x", ImagePreparation.Default with { Resampler = resampler });
        Assert.That(Pixels(read).Distinct(), Is.EqualTo(new[] { (201, 7, 255) }));
    }

    [Test]
    public void Read_TransparentPixels_AreLaidOverTheBackground()
    {
        using Image<Rgba32> image = SampleFiles.Of(3, 1, (x, _) => new Rgba32(200, 100, 0, (byte)(x * 127)));
        Assert.That(
            Read(image.Encoded(new PngEncoder()), "resize=none,background=#ffffff").Pixels,
            Is.EqualTo(new byte[] { 255, 255, 255, 228, 178, 128, 200, 101, 1 }));
    }

    [Test]
    public void Read_GreyChannels_AreTheLumaAndKeepGrey()
    {
        using Image<Rgb24> colours = SampleFiles.Of(
            3, 1, (x, _) => new Rgb24((byte)(x == 0 ? 255 : 0), (byte)(x == 1 ? 255 : 0), (byte)(x == 2 ? 255 : 0)));
        PreparedImage read = Read(colours.Encoded(new PngEncoder()), "resize=none,channels=1");
        Assert.That((read.Channels, read.Pixels), Is.EqualTo((1, new byte[] { 76, 150, 29 })));
        using Image<L8> greys = SampleFiles.Of(256, 1, (x, _) => new L8((byte)x));
        byte[] file = greys.Encoded(new PngEncoder { ColorType = PngColorType.Grayscale });
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];
        Assert.That(Read(file, "resize=none,channels=1").Pixels, Is.EqualTo(bytes));
        Assert.That(Read(file, "resize=none").Pixels, Is.EqualTo(bytes.SelectMany(value => new[] { value, value, value })));
    }

    [Test]
    public void Read_SixteenBits_AreRoundedToEight()
    {
        ushort[] values = [0, 128, 129, 385, 386, 32767, 32768, 65535];
        using Image<L16> image = SampleFiles.Of(values.Length, 1, (x, _) => new L16(values[x]));
        byte[] file = image.Encoded(new PngEncoder { ColorType = PngColorType.Grayscale, BitDepth = PngBitDepth.Bit16 });
        Assert.That(
            Read(file, "resize=none,channels=1").Pixels,
            Is.EqualTo(values.Select(value => (byte)Math.Round(value / 257.0))));
    }

    private static IEnumerable<(int, int, int)> Pixels(PreparedImage image) =>
        image.Pixels.Chunk(3).Select(pixel => ((int)pixel[0], (int)pixel[1], (int)pixel[2]));

    private static PreparedImage Read(byte[] file, string preparation) =>
        Reader.Read(file, "x", ImagePreparation.Parse(preparation));
}
