namespace IlgpuCnn.Data.ImageFiles;

/// <summary>
/// The head of a lossless WebP stream, RFC 9649, section 3, read as far as its number of groups of prefix codes. The
/// decoder makes tables for as many as a few bytes ask for: 65,536 groups are 3 GB.
/// </summary>
internal ref struct LosslessWebp
{
    // libwebp makes 2,600 groups at most; they are bounded here by the largest symbols, up to 255 more.
    private const int MostGroups = 3072;

    private const int LiteralSymbols = 256;
    private const int LengthSymbols = 24;
    private const int DistanceSymbols = 40;

    private readonly ImageBytes file;
    private LosslessBits bits;

    private LosslessWebp(ImageBytes file, ReadOnlySpan<byte> stream)
    {
        this.file = file;
        bits = new LosslessBits(stream);
    }

    /// <summary>Refuses a stream that asks for more groups of prefix codes than any encoder makes.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="stream">The stream behind its size.</param>
    /// <param name="size">The image's size.</param>
    public static void Check(ImageBytes file, ReadOnlySpan<byte> stream, ImageSize size) =>
        new LosslessWebp(file, stream).Check(size);

    private void Check(ImageSize size)
    {
        int width = size.Width;
        for (int seen = 0; bits.Read(1) == 1;)
        {
            int kind = bits.Read(2);
            if ((seen & (1 << kind)) != 0)
                throw file.Damaged("it has a transform twice");
            seen |= 1 << kind;
            width = SkipTransform(kind, width, size.Height);
        }

        SkipCache();
        if (bits.Read(1) == 0)
            return;
        SkipBlockSize(width, size.Height, out _);
        int cache = SkipCache();
        PrefixCode[] codes = ReadCodes(cache);
        int groups = 1 + (codes[1].Largest(LiteralSymbols) << 8) + codes[0].Largest(LiteralSymbols);
        if (groups > MostGroups)
            throw file.Damaged($"it asks for {groups} groups of prefix codes, and {MostGroups} are the most that is read");
    }

    // The width that the image has behind the transform: palettes of few colours put more pixels into one.
    private int SkipTransform(int kind, int width, int height)
    {
        const int subtractGreen = 2;
        const int colourIndexing = 3;
        if (kind == subtractGreen)
            return width;
        if (kind != colourIndexing)
        {
            SkipBlockSize(width, height, out long blocks);
            SkipImage(blocks);
            return width;
        }

        int colours = 1 + bits.Read(8);
        SkipImage(colours);
        int shift = colours > 16 ? 0 : colours > 4 ? 1 : colours > 2 ? 2 : 3;
        return (width + (1 << shift) - 1) >> shift;
    }

    private void SkipBlockSize(int width, int height, out long blocks)
    {
        int shift = 2 + bits.Read(3);
        int side = (1 << shift) - 1;
        blocks = (long)((width + side) >> shift) * ((height + side) >> shift);
    }

    private int SkipCache()
    {
        if (bits.Read(1) == 0)
            return 0;
        int cache = bits.Read(4);
        return cache is >= 1 and <= 11 ? 1 << cache : throw file.Damaged("its cache of colours has a wrong size");
    }

    private PrefixCode[] ReadCodes(int cache) =>
    [
        PrefixCode.Read(file, ref bits, LiteralSymbols + LengthSymbols + cache), PrefixCode.Read(file, ref bits, LiteralSymbols),
        PrefixCode.Read(file, ref bits, LiteralSymbols), PrefixCode.Read(file, ref bits, LiteralSymbols),
        PrefixCode.Read(file, ref bits, DistanceSymbols),
    ];

    private void SkipImage(long pixels)
    {
        PrefixCode[] codes = ReadCodes(SkipCache());
        while (pixels > 0)
        {
            if (bits.IsAtEnd)
                throw file.CutShort("its pixels end before their last transform");
            int symbol = codes[0].Next(file, ref bits);
            pixels--;
            if (symbol < LiteralSymbols)
            {
                for (int i = 1; i <= 3; i++)
                    codes[i].Next(file, ref bits);
            }
            else if (symbol < LiteralSymbols + LengthSymbols)
            {
                pixels -= Length(symbol - LiteralSymbols) - 1;
                Length(codes[4].Next(file, ref bits));
            }
        }
    }

    private int Length(int symbol)
    {
        if (symbol < 4)
            return symbol + 1;
        int extra = (symbol - 2) >> 1;
        return ((2 + (symbol & 1)) << extra) + bits.Read(extra) + 1;
    }
}
