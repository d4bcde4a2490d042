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

    // Length, type and check around the data.
    private const int Frame = 12;

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static EncodedImage Open(ImageBytes file)
    {
        if (file.Has(SignatureLength + 4, "CgBI"u8))
            throw file.NotRead("is a PNG that Xcode has changed for iPhones, which nothing else reads: convert it");
        if (file.BigEndian32(SignatureLength) != HeaderLength || !file.Slice(SignatureLength + 4, 4).SequenceEqual("IHDR"u8))
            throw file.Damaged("a PNG begins with its header, and this one does not");
        ImageSize size = new(Side(file, SignatureLength + 8), Side(file, SignatureLength + 12));
        CheckDepth(file, file.At(SignatureLength + 16), file.At(SignatureLength + 17));

        using MemoryStream kept = new();
        kept.Write(file.Slice(0, SignatureLength));
        int orientation = ExifOrientation.Upright;
        bool hasPixels = false;
        for (int place = SignatureLength; ;)
        {
            uint length = file.BigEndian32(place);
            ReadOnlySpan<byte> type = file.Slice(place + 4, 4);
            ReadOnlySpan<byte> chunk = file.Slice(place, (long)length + Frame);
            bool isHeader = type.SequenceEqual("IHDR"u8);
            if (isHeader && place > SignatureLength)
                throw file.Damaged("it has a second header");
            bool isPixels = type.SequenceEqual("IDAT"u8);
            if (isHeader || isPixels || type.SequenceEqual("PLTE"u8) || type.SequenceEqual("tRNS"u8))
                kept.Write(chunk);
            if (type.SequenceEqual("eXIf"u8))
                orientation = ExifOrientation.Find(chunk[8..^4]);
            hasPixels |= isPixels;
            place += chunk.Length;
            if (!type.SequenceEqual("IEND"u8))
                continue;
            kept.Write(chunk);
            return hasPixels
                ? new EncodedImage(Format, size, orientation, kept.GetBuffer().AsMemory(0, (int)kept.Length))
                : throw file.Damaged("it has no pixels");
        }
    }

    private static int Side(ImageBytes file, int place) => file.BigEndian32(place) is var side and > 0 and <= int.MaxValue
        ? (int)side
        : throw file.Damaged("its header has a side of no pixels");

    private static void CheckDepth(ImageBytes file, int depth, int colour)
    {
        bool isKnown = colour switch
        {
            0 => depth is 1 or 2 or 4 or 8 or 16,
            3 => depth is 1 or 2 or 4 or 8,
            2 or 4 or 6 => depth is 8 or 16,
            _ => false,
        };
        if (!isKnown)
            throw file.Damaged($"its header has the colour type {colour} with {depth} bits, which PNG does not know");
    }
}
