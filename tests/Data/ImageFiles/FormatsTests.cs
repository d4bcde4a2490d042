using IlgpuCnn.Data.ImageFiles;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.PixelFormats;
using SkiaSharp;

namespace IlgpuCnn.Tests.Data.ImageFiles;

/// <summary>What each format has of its own, beside what another decoder makes of it.</summary>
public sealed class FormatsTests
{
    private static readonly ImageReader Reader = new(ImageLimits.Default);

    private static IEnumerable<TestCaseData> Seeds =>
        FuzzSeeds.All.Select((file, i) => new TestCaseData(file).SetArgDisplayNames($"seed {i}"));

    // Skia interpolates the smaller planes of colour of a JPEG, where ImageSharp repeats their pixels.
    [TestCaseSource(nameof(Seeds))]
    public void Read_SoundFiles_IsWhatSkiaReads(byte[] file)
    {
        PreparedImage read = Read(file);
        byte[] other = Skia(file);
        double mean = read.Pixels.Zip(other, (a, b) => Math.Abs(a - b)).Average();
        Assert.That(mean, Is.LessThan(read.Format == "JPEG" ? 8 : read.Format == "WebP" ? 3 : 0.5));
    }

    [Test]
    public void Read_AnAnimation_IsItsFirstFrame()
    {
        using Image<Rgba32> first = SampleFiles.Of(16, 12, (x, y) => new Rgba32(0, 0, (byte)(x < 8 ? 255 : 0)));
        byte[] still = first.Encoded(new GifEncoder());
        using Image<Rgba32> second = SampleFiles.Of(16, 12, (_, _) => new Rgba32(255, 255, 255));
        first.Frames.AddFrame(second.Frames.RootFrame);
        Assert.That(Read(first.Encoded(new GifEncoder())).Pixels, Is.EqualTo(Read(still).Pixels));
        byte[] webp = second.Encoded(new WebpEncoder { FileFormat = WebpFileFormatType.Lossless });
        Assert.That(Read(SampleFiles.AnimatedWebp(webp, 16, 12)).Pixels, Is.EqualTo(second.Rgb()));
    }

    [Test]
    public void Read_AGifThatIsSmallerThanItsScreen_LiesOnTheBackground()
    {
        byte[] gif = SampleFiles.Of(10, 8, (_, _) => new Rgb24(255, 255, 255)).Encoded(new GifEncoder());
        int frame = gif.Find(0x2C, 0, 0, 0, 0, 10, 0, 8, 0);
        byte[] moved = [.. gif[..6], 20, 0, 10, 0, .. gif[10..frame], 0x2C, 3, 0, 1, 0, .. gif[(frame + 5)..]];
        using Image<Rgb24> whole = SampleFiles.Of(
            20, 10, (x, y) => x is >= 3 and < 13 && y is >= 1 and < 9 ? new Rgb24(255, 255, 255) : new Rgb24(128, 0, 0));
        Assert.That(Read(moved, "resize=none,background=maroon").Pixels, Is.EqualTo(whole.Rgb()));

        // A screen without extent is as large as its first frame.
        Assert.That(Read([.. gif[..6], 0, 0, 0, 0, .. gif[10..]]).Pixels, Is.EqualTo(Read(gif).Pixels));
    }

    // Both have the same coefficients, one scan by scan with restarts that the next scan must not go on counting.
    [Test]
    public void Read_AProgressiveJpegWithRestarts_IsTheOneOfThreeScans() =>
        Assert.That(Read(ForeignFiles.ProgressiveJpeg).Pixels, Is.EqualTo(Read(ForeignFiles.MultiScanJpeg).Pixels));

    // Adobe stores ink inverted: 255 is none.
    [TestCase(0, new byte[] { 255, 0, 128, 255 }, new byte[] { 255, 0, 128 })]
    [TestCase(0, new byte[] { 255, 255, 255, 100 }, new byte[] { 100, 100, 100 })]
    [TestCase(2, new byte[] { 128, 128, 128, 255 }, new byte[] { 127, 127, 127 })]
    [TestCase(null, new byte[] { 255, 0, 128, 255 }, new byte[] { 255, 0, 128 })]
    public void Read_FourComponents_BecomeRgb(int? transform, byte[] components, byte[] rgb)
    {
        PreparedImage read = Read(FlatJpeg.Of(components, transform));
        Assert.That(read.Pixels.Chunk(3), Has.All.EqualTo(rgb).Within(1));
        Assert.That(Skia(FlatJpeg.Of(components, transform)).Chunk(3), Has.All.EqualTo(rgb).Within(1));
    }

    [Test]
    public void Read_PixelsInManyChunks_AreReadToTheEnd()
    {
        byte[] png = SampleFiles.Varied(40, 30).Encoded(new PngEncoder());
        int place = png.Find("IDAT"u8);
        int length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(place - 4));
        byte[] data = png[(place + 4)..(place + 4 + length)];
        byte[] chunks = [.. data.Chunk(7).SelectMany(part => (byte[])[.. SampleFiles.PngChunk("IDAT"u8, part), .. SampleFiles.PngChunk("IDAT"u8, [])])];
        byte[] split = [.. png[..(place - 4)], .. chunks, .. png[(place + 8 + length)..]];
        Assert.That(Read(split).Pixels, Is.EqualTo(Read(png).Pixels));
    }

    [TestCase(PngColorType.Grayscale, PngBitDepth.Bit1, new byte[] { 0, 0xFF })]
    [TestCase(PngColorType.Grayscale, PngBitDepth.Bit8, new byte[] { 0xAB, 0xFF })]
    [TestCase(PngColorType.Rgb, PngBitDepth.Bit8, new byte[] { 1, 0xFF, 2, 0xFF, 3, 0xFF })]
    [TestCase(PngColorType.Rgb, PngBitDepth.Bit16, new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })]
    public void Read_ATransparentColour_CountsByTheBitsOfItsDepth(PngColorType colour, PngBitDepth depth, byte[] white)
    {
        byte[] png = SampleFiles.Of(8, 2, (x, _) => new Rgb24((byte)(x < 4 ? 255 : 0), (byte)(x < 4 ? 255 : 0), (byte)(x < 4 ? 255 : 0)))
            .Encoded(new PngEncoder { ColorType = colour, BitDepth = depth })
            .WithPngChunk("tRNS"u8, white);
        Assert.That(Read(png).Pixels, Has.All.EqualTo(0));
    }

    [Test]
    public void Read_AlphaOfFewBytes_IsRead()
    {
        byte[] simple = SampleFiles.Of(16, 8, (_, _) => new Rgb24(255, 255, 255))
            .Encoded(new WebpEncoder { FileFormat = WebpFileFormatType.Lossy });

        // No transform, no cache, one group of codes; green, which is alpha, is 128 everywhere.
        byte[] alpha = SampleFiles.Chunk("ALPH"u8, [1, .. BitText.Bytes("0 0 0  1 0 1 00000001  1 0 0 0  1 0 0 0  1 0 0 0  1 0 0 0")]);
        byte[] whole = SampleFiles.ExtendedWebp(simple, 16, 8, []);
        byte[] file = [.. whole[..20], 0x10, .. whole[21..30], .. alpha, .. whole[30..]];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        Assert.That(Read(file).Pixels, Has.All.EqualTo(128).Within(1));
    }

    private static PreparedImage Read(byte[] file, string preparation = "resize=none") =>
        Reader.Read(file, "x", ImagePreparation.Parse(preparation));

    // Upright and over black, as the reader does by default.
    private static byte[] Skia(byte[] file)
    {
        using SKCodec codec = SKCodec.Create(new MemoryStream(file));
        SKImageInfo info = new(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        using SKBitmap bitmap = SKBitmap.Decode(codec, info);
        List<byte> bytes = [];
        bool isTurned = codec.EncodedOrigin == SKEncodedOrigin.RightTop;
        for (int y = 0; y < (isTurned ? info.Width : info.Height); y++)
        {
            for (int x = 0; x < (isTurned ? info.Height : info.Width); x++)
            {
                SKColor pixel = isTurned ? bitmap.GetPixel(y, info.Height - 1 - x) : bitmap.GetPixel(x, y);
                foreach (byte value in new[] { pixel.Red, pixel.Green, pixel.Blue })
                    bytes.Add((byte)(((value * pixel.Alpha) + 127) / 255));
            }
        }

        return [.. bytes];
    }
}
