using System.Buffers.Binary;

namespace IlgpuCnn.Data.ImageFiles;

/// <summary>
/// GIF by its blocks, CompuServe's GIF89a specification. The decoder gets the first frame alone, on a screen of the
/// frame's size: no comment, no extension but the one for transparency, no other frame.
/// </summary>
internal static class GifBlocks
{
    public const string Format = "GIF";

    private const int ScreenLength = 7;
    private const int DescriptorLength = 9;
    private const byte Trailer = 0x3B;

    // Codes have a bit more than pixels, and 12 at most. Files with pixels of more than 8 bits are about.
    private const int MostBits = 11;

    public static EncodedImage Open(ImageBytes file)
    {
        int place = "GIF89a".Length;
        ImageSize screen = new(file.LittleEndian16(place), file.LittleEndian16(place + 2));
        int tableLength = TableLength(file.At(place + 4));
        ReadOnlySpan<byte> table = file.Slice(place + ScreenLength, tableLength);
        byte packed = file.At(place + 4);
        place += ScreenLength + tableLength;
        ReadOnlySpan<byte> control = [];
        while (true)
        {
            switch (file.At(place))
            {
                case 0x2C:
                    return FirstFrame(file, place + 1, screen, packed, table, control);
                case 0x21:
                    if (file.Has(place + 1, [0xF9, 4]))
                        control = file.Slice(place, 8);
                    place = BlocksEnd(file, place + 2);
                    break;
                case Trailer:
                    throw file.Damaged("it has no pixels");
                default:
                    throw file.Damaged($"a GIF has no block of the kind {file.At(place)}, and byte {place} starts one");
            }
        }
    }

    private static EncodedImage FirstFrame(
        ImageBytes file, int place, ImageSize screen, byte packed, ReadOnlySpan<byte> table, ReadOnlySpan<byte> control)
    {
        int left = file.LittleEndian16(place);
        int top = file.LittleEndian16(place + 2);
        ImageSize frame = new(file.LittleEndian16(place + 4), file.LittleEndian16(place + 6));
        if (frame.Pixels == 0)
            throw file.Damaged("its first frame has a side of no pixels");
        int localTable = TableLength(file.At(place + 8));
        if (localTable + table.Length == 0)
            throw file.Damaged("it has no table of colours");
        int data = place + DescriptorLength + localTable;
        if (file.At(data) is var bits and (0 or > MostBits))
            throw file.Damaged($"it has pixels of {bits} bits, and 1 to {MostBits} are possible");
        int end = BlocksEnd(file, data + 1);

        using MemoryStream kept = new();
        kept.Write("GIF89a"u8);
        Write16(kept, frame.Width);
        Write16(kept, frame.Height);
        kept.Write([packed, 0, 0]);
        kept.Write(table);
        if (control.Length > 0)
        {
            kept.Write(control[..^1]);
            kept.WriteByte(0);
        }

        kept.Write([0x2C, 0, 0, 0, 0]);
        kept.Write(file.Slice(place + 4, end - place - 4));
        kept.WriteByte(Trailer);

        // As browsers do: a first frame that is larger than the screen makes the screen larger.
        ImageSize canvas = new(Math.Max(screen.Width, left + frame.Width), Math.Max(screen.Height, top + frame.Height));
        return new EncodedImage(
            Format, canvas, frame, left, top, ExifOrientation.Upright, kept.GetBuffer().AsMemory(0, (int)kept.Length));
    }

    private static int TableLength(byte packed) => (packed & 0x80) != 0 ? 3 << ((packed & 7) + 1) : 0;

    // Where the chain of blocks that starts here ends, behind its empty block.
    private static int BlocksEnd(ImageBytes file, int place)
    {
        while (file.At(place) is var length and > 0)
            place += length + 1;
        return place + 1;
    }

    private static void Write16(MemoryStream stream, int value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
        stream.Write(bytes);
    }
}
