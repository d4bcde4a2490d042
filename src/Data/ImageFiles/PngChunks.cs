using System.Buffers.Binary;
using System.IO.Hashing;

namespace IlgpuCnn.Data.ImageFiles;

/// <summary>
/// PNG by its chunks, W3C's PNG Specification, third edition. Header, palette, transparency and pixels go to the decoder;
/// text, colour profiles and further frames of an animation do not, so that none of them is inflated.
/// </summary>
internal static class PngChunks
{
    public const string Format = "PNG";

    private const int SignatureLength = 8;
    private const int HeaderLength = 13;
    private const int MostColours = 256;

    // A palette that is made whole, and the ends of chunks.
    private const int MostGrowth = 1024;

    // Length and type before a chunk's data, its check behind it.
    private const int ChunkHead = 8;
    private const int ChunkCheck = 4;

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static EncodedImage Open(ImageBytes file)
    {
        if (file.Has(SignatureLength + 4, "CgBI"u8))
            throw file.NotRead("is a PNG that Xcode has changed for iPhones, which nothing else reads: convert it");
        if (file.BigEndian32(SignatureLength) != HeaderLength || !file.Has(SignatureLength + 4, "IHDR"u8))
            throw file.Damaged("a PNG begins with its header, and this one does not");
        PngHeader header = PngHeader.Read(file, SignatureLength + ChunkHead);
        using MemoryStream kept = new(file.Length + MostGrowth);
        kept.Write(Signature);
        int orientation = ExifOrientation.Upright;
        int pixels = 0;
        int place = SignatureLength;
        do
        {
            ReadOnlySpan<byte> data = file.Slice(place + ChunkHead, file.BigEndian32(place));
            file.Slice(place + ChunkHead + data.Length, ChunkCheck);
            if (file.Has(place + 4, "IHDR"u8) && place > SignatureLength)
                throw file.Damaged("it has a second header");
            if (file.Has(place + 4, "IDAT"u8))
                AddPixels(kept, Checked(file, place, data), ref pixels);
            else if (pixels == 0 && IsKept(file, place, header))
                WriteChunk(kept, file.Slice(place + 4, 4), Whole(file, place, header, Checked(file, place, data)));
            else if (file.Has(place + 4, "eXIf"u8))
                orientation = ExifOrientation.Find(data);
            place += ChunkHead + data.Length + ChunkCheck;
        }
        while (!file.Has(place - ChunkCheck - 4, "IEND"u8));

        if (pixels == 0)
            throw file.CutShort("it has no pixels");
        EndPixels(kept, pixels);
        WriteChunk(kept, "IEND"u8, []);
        Memory<byte> bytes = kept.GetBuffer().AsMemory(0, (int)kept.Length);
        return new EncodedImage(Format, header.Size, orientation, bytes)
        {
            PixelBytes = new InflatedBytes(bytes[pixels..^(ChunkHead + (2 * ChunkCheck))], header.InflatedLength),
        };
    }

    private static bool IsKept(ImageBytes file, int place, PngHeader header) =>
        file.Has(place + 4, "IHDR"u8) || (file.Has(place + 4, "PLTE"u8) && header.HasPalette)
        || (file.Has(place + 4, "tRNS"u8) && !header.HasAlpha);

    // All pixels come into one chunk: a decoder that takes an empty one for the end would leave the rest black.
    private static void AddPixels(MemoryStream kept, ReadOnlySpan<byte> data, ref int pixels)
    {
        if (pixels == 0)
        {
            kept.Write("\0\0\0\0IDAT"u8);
            pixels = (int)kept.Length;
        }

        kept.Write(data);
    }

    private static void EndPixels(MemoryStream kept, int pixels)
    {
        Span<byte> bytes = kept.GetBuffer().AsSpan(0, (int)kept.Length)[(pixels - ChunkHead)..];
        BinaryPrimitives.WriteInt32BigEndian(bytes, bytes.Length - ChunkHead);
        Span<byte> check = stackalloc byte[ChunkCheck];
        BinaryPrimitives.WriteUInt32BigEndian(check, Crc32.HashToUInt32(bytes[4..]));
        kept.Write(check);
    }

    private static ReadOnlySpan<byte> Whole(ImageBytes file, int place, PngHeader header, ReadOnlySpan<byte> data) =>
        file.Has(place + 4, "PLTE"u8) ? Palette(file, data)
        : file.Has(place + 4, "tRNS"u8) && !header.HasPalette ? TransparentColour(header.Depth, data)
        : data;

    // Samples of 16 bits, of which those of the image's depth count, whatever stands in the others (section 11.3.1.1).
    private static byte[] TransparentColour(int depth, ReadOnlySpan<byte> data)
    {
        byte[] colour = data.ToArray();
        int mask = (1 << depth) - 1;
        for (int i = 0; i < colour.Length; i++)
            colour[i] &= (byte)(i % 2 == 0 ? mask >> 8 : mask);
        return colour;
    }

    // The decoder looks colours up without a check: whatever a pixel says, there is a colour.
    private static byte[] Palette(ImageBytes file, ReadOnlySpan<byte> data)
    {
        if (data.Length == 0 || data.Length % 3 != 0 || data.Length > 3 * MostColours)
            throw file.Damaged($"its palette has {data.Length} bytes, and three a colour are 3 to {3 * MostColours}");
        byte[] whole = new byte[3 * MostColours];
        data.CopyTo(whole);
        for (int i = data.Length; i < whole.Length; i++)
            whole[i] = whole[i - 3];
        return whole;
    }

    private static ReadOnlySpan<byte> Checked(ImageBytes file, int place, ReadOnlySpan<byte> data) =>
        Crc32.HashToUInt32(file.Slice(place + 4, 4 + data.Length)) == file.BigEndian32(place + ChunkHead + data.Length)
            ? data
            : throw file.Damaged($"the check of its chunk at byte {place} is wrong");

    private static void WriteChunk(MemoryStream stream, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, data.Length);
        stream.Write(word);
        int start = (int)stream.Length;
        stream.Write(type);
        stream.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(word, Crc32.HashToUInt32(stream.GetBuffer().AsSpan(start, 4 + data.Length)));
        stream.Write(word);
    }
}
