using System.Buffers.Binary;
using System.IO.Hashing;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.PixelFormats;

namespace IlgpuCnn.Tests.Data.ImageFiles;

/// <summary>Image files made in memory.</summary>
public static class SampleFiles
{
    /// <summary>An image of one colour a pixel.</summary>
    public static Image<T> Of<T>(int width, int height, Func<int, int, T> pixel)
        where T : unmanaged, IPixel<T>
    {
        Image<T> image = new(width, height);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
                image[x, y] = pixel(x, y);
        }

        return image;
    }

    /// <summary>An opaque image that has every pixel different from its neighbours.</summary>
    public static Image<Rgb24> Varied(int width, int height) =>
        Of(width, height, (x, y) => new Rgb24((byte)(37 * x), (byte)(53 * y), (byte)((11 * x) + (7 * y))));

    /// <summary>The image in a file.</summary>
    public static byte[] Encoded(this Image image, IImageEncoder encoder)
    {
        using MemoryStream stream = new();
        image.Save(stream, encoder);
        return stream.ToArray();
    }

    /// <summary>The image's bytes (H, W, 3).</summary>
    public static byte[] Rgb(this Image image)
    {
        using Image<Rgb24> copy = image.CloneAs<Rgb24>();
        byte[] bytes = new byte[3 * copy.Width * copy.Height];
        copy.CopyPixelDataTo(bytes);
        return bytes;
    }

    /// <summary>The last place of some bytes in a file.</summary>
    public static int Find(this byte[] file, params ReadOnlySpan<byte> part) => file.AsSpan().LastIndexOf(part);

    /// <summary>A JPEG with an EXIF segment that holds an orientation alone.</summary>
    public static byte[] WithExif(this byte[] jpeg, int orientation) =>
        [.. jpeg[..2], 0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. Exif(orientation), .. jpeg[2..]];

    /// <summary>EXIF metadata from the TIFF header on: one entry, the orientation.</summary>
    public static byte[] Exif(int orientation) =>
        [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];

    /// <summary>An animated WebP on a canvas, of one frame in its upper left corner.</summary>
    public static byte[] AnimatedWebp(byte[] simple, int width, int height)
    {
        byte[] pixels = simple[12..];
        byte[] frame = [0, 0, 0, 0, 0, 0, .. Size(width, height), 100, 0, 0, 0, .. pixels];
        byte[] chunks =
        [
            .. Chunk("VP8X"u8, [2, 0, 0, 0, .. Size(width, height)]), .. Chunk("ANIM"u8, new byte[6]),
            .. Chunk("ANMF"u8, frame), .. Chunk("ANMF"u8, frame),
        ];
        return [.. "RIFF"u8, .. BitConverter.GetBytes(4 + chunks.Length), .. "WEBP"u8, .. chunks];
    }

    /// <summary>A simple WebP with a canvas of its own, and chunks behind its pixels.</summary>
    public static byte[] ExtendedWebp(byte[] simple, int width, int height, byte[] more)
    {
        byte[] chunks = [.. Chunk("VP8X"u8, [8, 0, 0, 0, .. Size(width, height)]), .. simple[12..], .. more];
        return [.. "RIFF"u8, .. BitConverter.GetBytes(4 + chunks.Length), .. "WEBP"u8, .. chunks];
    }

    /// <summary>A chunk of a PNG, with its check.</summary>
    public static byte[] PngChunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        byte[] whole = [0, 0, 0, 0, .. type, .. data, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(whole, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(whole.AsSpan(whole.Length - 4), Crc32.HashToUInt32(whole.AsSpan(4..^4)));
        return whole;
    }

    /// <summary>The PNG with a chunk more behind its header.</summary>
    public static byte[] WithPngChunk(this byte[] png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data) =>
        [.. png[..33], .. PngChunk(type, data), .. png[33..]];

    /// <summary>The PNG without the first chunk of a type.</summary>
    public static byte[] WithoutPngChunk(this byte[] png, ReadOnlySpan<byte> type)
    {
        int start = png.AsSpan().IndexOf(type) - 4;
        return [.. png[..start], .. png[(start + 12 + BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(start)))..]];
    }

    private static byte[] Size(int width, int height) =>
        [(byte)(width - 1), (byte)((width - 1) >> 8), 0, (byte)(height - 1), (byte)((height - 1) >> 8), 0];

    /// <summary>A chunk of a RIFF file.</summary>
    public static byte[] Chunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data) =>
        [.. type, .. BitConverter.GetBytes(data.Length), .. data, .. new byte[data.Length & 1]];
}
