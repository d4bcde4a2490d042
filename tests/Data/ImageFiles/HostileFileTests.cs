using System.IO.Compression;
using IlgpuCnn.Data.ImageFiles;
using IlgpuCnn.Tests.Support;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.PixelFormats;

namespace IlgpuCnn.Tests.Data.ImageFiles;

/// <summary>Files that ask for too much, and those by which decoders were attacked.</summary>
public sealed class HostileFileTests
{
    // What reading a small file may take at most, decoded or refused.
    private const long FewBytes = 2 << 20;

    private static readonly ImageReader Reader = new(ImageLimits.Default);

    [Test]
    public void Read_ClaimedSizes_AreRefusedBeforeMemoryIsTaken()
    {
        Refuse(Png(60_000, 60_000), "'x' has 60000x60000 pixels, and a side of 16384 is read at most");
        Refuse(Png(16_000, 16_000), "'x' has 16000x16000 pixels, which are 256000000, and 50331648 are read at most");
        Refuse(Png(7000, 7000), "'x' is cut short: ", "bytes of its pixels are missing");
        Refuse(Png(90, 90, PngInterlaceMode.Adam7), "'x' is cut short: ", "bytes of its pixels are missing");
        Refuse(Png(0, 5), "a side of no pixels");
        Refuse(Gif(ushort.MaxValue, ushort.MaxValue), "a side of 16384 is read at most");
        Refuse(Jpeg(65_500, 65_500), "a side of 16384 is read at most");
        Refuse(Jpeg(0, 16), "a side of no pixels");
        Refuse(Webp(16_383), "which are 268402689");
        Refuse([.. "BM"u8, .. new byte[33]], "'x' is a BMP: only PNG, JPEG, GIF and WebP are read");
    }

    [Test]
    public void Read_Limits_AreThoseOfTheReader()
    {
        byte[] file = SampleFiles.Varied(20, 10).Encoded(new PngEncoder());
        Assert.That(Reading(file, new ImageLimits { MaxSide = 19 }), Refused.With("a side of 19 is read at most"));
        Assert.That(Reading(file, new ImageLimits { MaxPixels = 199 }), Refused.With("which are 200, and 199 are read"));
        Assert.That(Reading(file, new ImageLimits { MaxBytes = 9 }), Refused.With("bytes, and 9 are read at most"));
        Assert.That(Reading(file, new ImageLimits { MaxSide = 20, MaxPixels = 200, MaxBytes = file.Length }), Throws.Nothing);
        Assert.That(() => new ImageLimits { MaxPixels = 0 }, Refused.With("can't be 0: it is 1 to 268435456"));
    }

    [Test]
    public void Read_MetadataThatInflates_IsNotInflated()
    {
        byte[] bomb = Zlib(new byte[64 << 20]);
        byte[] plain = SampleFiles.Varied(20, 10).Encoded(new PngEncoder());
        byte[] file = plain
            .WithPngChunk("zTXt"u8, [.. "a\0\0"u8, .. bomb])
            .WithPngChunk("iTXt"u8, [.. "a\0\u0001\0\0\0"u8, .. bomb])
            .WithPngChunk("iCCP"u8, [.. "a\0\0"u8, .. bomb]);
        PreparedImage read = WithFewBytes(() => Reader.Read(file, "x", ImagePreparation.Default));
        Assert.That(read.Pixels, Is.EqualTo(Reader.Read(plain, "x", ImagePreparation.Default).Pixels));
    }

    [Test]
    public void Read_PixelsOutsideThePalette_AreItsLastColour([Values] PngInterlaceMode interlace)
    {
        using Image<Rgb24> image = SampleFiles.Of(16, 8, (x, y) => new Rgb24((byte)(x % 4 * 60), (byte)(y % 2 * 60), 9));
        byte[] file = image.Encoded(new PngEncoder
        {
            ColorType = PngColorType.Palette,
            BitDepth = PngBitDepth.Bit4,
            InterlaceMethod = interlace,
        });
        byte[] shortened = file.WithoutPngChunk("PLTE"u8).WithPngChunk("PLTE"u8, [1, 2, 3]);
        PreparedImage read = Reader.Read(shortened, "x", ImagePreparation.Parse("resize=none"));
        Assert.That(read.Pixels.Chunk(3), Is.All.EqualTo(new byte[] { 1, 2, 3 }));
    }

    [Test]
    public void Read_CutFiles_AreSaidToBeCut()
    {
        foreach (byte[] seed in FuzzSeeds.All)
        {
            // Of a GIF, what lies behind its first frame may be missing; of a WebP, the byte that makes its length even.
            bool isGif = seed[0] == 'G';
            Refuse(isGif ? seed[..(seed.Find(0x2C) / 2)] : seed[..^2], "'x' is cut short: ");
            Refuse(isGif ? seed[..30] : seed[..(seed.Length / 2)], "'x' is cut short: ");
        }
    }

    [Test]
    public void Read_AGifWhoseCommentDoesNotEnd_IsRefused()
    {
        byte[] gif = SampleFiles.Varied(9, 9).Encoded(new GifEncoder());
        Refuse([.. gif[..13], 0x21, 0xFE, 255, 1], "'x' is cut short: ");
    }

    [Test]
    public void Read_AWebpOfManyPrefixCodes_IsRefused()
    {
        // No transform, no cache, groups of codes by an image of one pixel, red and green 255.
        byte[] bits = BitText.Bytes("0 0 1 000 0  1 0 1 11111111  1 0 1 11111111  1 0 0 0  1 0 0 0  1 0 0 0");
        byte[] data = [0x2F, 3, 0xC0, 0, 0, .. bits, .. new byte[9]];
        byte[] chunk = SampleFiles.Chunk("VP8L"u8, data);
        Refuse(
            [.. "RIFF"u8, .. BitConverter.GetBytes(4 + chunk.Length), .. "WEBP"u8, .. chunk],
            "'x' is damaged: it asks for 65536 groups of prefix codes");
    }

    [Test]
    public void Read_ManyScans_AreRefused()
    {
        byte[] jpeg = ForeignFiles.ProgressiveJpeg;
        int scan = jpeg.Find(0xFF, 0xDA);
        byte[] many = [.. jpeg[..^2], .. Enumerable.Repeat(jpeg[scan..^2], 100).SelectMany(each => each), .. jpeg[^2..]];
        Refuse(many, "it has more than 50 scans");
    }

    [Test]
    public void Read_ScansOfSomeComponents_AreRefused() =>
        Refuse(ForeignFiles.PartScanJpeg, "'x' is a JPEG with a scan of 2 of its 3 components, which is not read: convert it");

    [Test]
    public void Read_HeadersThatDisagree_AreRefused()
    {
        byte[] png = SampleFiles.Varied(9, 9).Encoded(new PngEncoder());
        Refuse(png.WithPngChunk("IHDR"u8, png.AsSpan(16..29)), "it has a second header");
        byte[] jpeg = SampleFiles.Varied(9, 9).Encoded(new JpegEncoder());
        int frame = jpeg.Find(0xFF, 0xC0);
        Refuse([.. jpeg[..frame], .. jpeg[frame..(frame + 19)], .. jpeg[frame..]], "it has a second frame");
        byte[] webp = SampleFiles.Varied(9, 9).Encoded(new WebpEncoder { FileFormat = WebpFileFormatType.Lossy });
        Refuse(SampleFiles.ExtendedWebp(webp, 10, 9, []), "its image is 9x9 pixels large and its canvas 10x9");
    }

    // Of such a size, decoders make no pixels, and do not say so.
    [TestCase(0)]
    [TestCase(12)]
    [TestCase(154)]
    public void Read_AGifOfCodesThatCantBe_IsRefused(byte bits)
    {
        byte[] gif = SampleFiles.Varied(9, 9).Encoded(new GifEncoder { ColorTableMode = GifColorTableMode.Global });
        int descriptor = gif.Find(0x2C, 0, 0, 0, 0, 9, 0, 9, 0);
        gif[descriptor + 10] = bits;
        Refuse(gif, $"'x' is damaged: it has pixels of {bits} bits, and 1 to 11 are possible");
    }

    private static void Refuse(byte[] file, params string[] parts) =>
        Assert.That(() => WithFewBytes(() => Reader.Read(file, "x", ImagePreparation.Default)), Refused.With(parts));

    private static Func<PreparedImage> Reading(byte[] file, ImageLimits limits) =>
        () => new ImageReader(limits).Read(file, "x", ImagePreparation.Default);

    private static PreparedImage WithFewBytes(Func<PreparedImage> read)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            return read();
        }
        finally
        {
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(FewBytes));
        }
    }

    private static byte[] Zlib(byte[] bytes)
    {
        using MemoryStream stream = new();
        using (ZLibStream zlib = new(stream, CompressionLevel.Fastest))
            zlib.Write(bytes);
        return stream.ToArray();
    }

    // For want of pixels, the decoder of interlaced images would never end.
    private static byte[] Png(int width, int height, PngInterlaceMode interlace = PngInterlaceMode.None)
    {
        byte[] png = SampleFiles.Varied(9, 9).Encoded(new PngEncoder { InterlaceMethod = interlace });
        byte[] header = png[16..29];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(header, width);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        return [.. png[..8], .. SampleFiles.PngChunk("IHDR"u8, header), .. png[33..]];
    }

    private static byte[] Gif(int width, int height)
    {
        byte[] gif = SampleFiles.Varied(9, 9).Encoded(new GifEncoder());
        return [.. gif[..6], (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), .. gif[10..]];
    }

    private static byte[] Jpeg(int width, int height)
    {
        byte[] jpeg = SampleFiles.Varied(9, 9).Encoded(new JpegEncoder());
        int size = jpeg.Find(0xFF, 0xC0) + 5;
        return [.. jpeg[..size], (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, .. jpeg[(size + 4)..]];
    }

    private static byte[] Webp(int side)
    {
        byte[] webp = SampleFiles.Varied(9, 9).Encoded(new WebpEncoder { FileFormat = WebpFileFormatType.Lossy });
        return [.. webp[..26], (byte)side, (byte)(side >> 8), (byte)side, (byte)(side >> 8), .. webp[30..]];
    }
}
