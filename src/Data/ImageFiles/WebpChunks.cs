using System.Buffers.Binary;

namespace IlgpuCnn.Data.ImageFiles;

/// <summary>
/// WebP by its chunks, RFC 9649. The decoder gets the pixels and their alpha, of an animation those of its first frame,
/// in a file that is made for them; colour profile and metadata do not reach it.
/// </summary>
internal static class WebpChunks
{
    public const string Format = "WebP";

    private const int ChunksStart = 12;
    private const int ChunkHead = 8;
    private const int FrameHead = 16;
    private const int LosslessHead = 5;
    private const int MostGrowth = 64;

    public static EncodedImage Open(ImageBytes file)
    {
        // Some writers forget the byte that fills an odd size up to an even one.
        long end = ChunkHead + (long)file.LittleEndian32(4);
        if (end > file.Length + 1)
            throw file.CutShort($"its header says {end} bytes, the file has {file.Length}");
        Parts parts = new();
        Gather(file, ChunksStart, (int)Math.Min(end, file.Length), parts, isFrame: false);
        if (parts.Pixels is not { } pixels)
            throw file.Damaged("it has no pixels");
        ImageSize frame = parts.IsLossless ? LosslessSize(file, pixels) : LossySize(file, pixels);
        ImageSize canvas = parts.Canvas ?? frame;
        if (parts.Frame is { } said && said != frame)
            throw file.Damaged($"its first frame is {frame} pixels large and said to be {said}");
        if (parts.Frame is null && canvas != frame)
            throw file.Damaged($"its image is {frame} pixels large and its canvas {canvas}");
        if (parts.Left + frame.Width > canvas.Width || parts.Top + frame.Height > canvas.Height)
            throw file.Damaged("its first frame does not lie on its canvas");
        CheckLossless(file, parts, pixels, frame);
        return new EncodedImage(Format, canvas, frame, parts.Left, parts.Top, parts.Orientation, Write(file, parts, pixels, frame));
    }

    private static void Gather(ImageBytes file, int place, int end, Parts parts, bool isFrame)
    {
        while (place + ChunkHead <= end)
        {
            long length = file.LittleEndian32(place + 4);
            int data = place + ChunkHead;
            if (data + length > end)
                throw file.CutShort($"byte {data + length} is missing, the chunks end with byte {end}");
            Range range = data..(data + (int)length);
            if (file.Has(place, "VP8X"u8) && !isFrame)
                parts.Canvas ??= new ImageSize(1 + file.LittleEndian24(data + 4), 1 + file.LittleEndian24(data + 7));
            else if (file.Has(place, "ALPH"u8) && parts.Pixels is null)
                parts.Alpha ??= range;
            else if (file.Has(place, "VP8 "u8) || file.Has(place, "VP8L"u8))
                TakePixels(file, place, range, parts);
            else if (file.Has(place, "ANMF"u8) && !isFrame && parts.Pixels is null)
                TakeFrame(file, range, parts);
            else if (file.Has(place, "EXIF"u8) && !isFrame)
                parts.Orientation = ExifOrientation.Find(file.Span[range]);
            place = data + (int)length + (int)(length & 1);
        }
    }

    private static void TakePixels(ImageBytes file, int place, Range range, Parts parts)
    {
        if (parts.Pixels is not null)
            return;
        parts.Pixels = range;
        parts.IsLossless = file.Has(place, "VP8L"u8);
    }

    private static void TakeFrame(ImageBytes file, Range range, Parts parts)
    {
        int data = range.Start.Value;
        parts.Left = 2 * file.LittleEndian24(data);
        parts.Top = 2 * file.LittleEndian24(data + 3);
        parts.Frame = new ImageSize(1 + file.LittleEndian24(data + 6), 1 + file.LittleEndian24(data + 9));
        Gather(file, data + FrameHead, range.End.Value, parts, isFrame: true);
    }

    private static ImageSize LossySize(ImageBytes file, Range pixels)
    {
        int data = pixels.Start.Value;
        if (!file.Has(data + 3, [0x9D, 0x01, 0x2A]))
            throw file.Damaged("its VP8 data does not start with a key frame");
        ImageSize size = new(file.LittleEndian16(data + 6) & 0x3FFF, file.LittleEndian16(data + 8) & 0x3FFF);
        return size.Pixels > 0 ? size : throw file.Damaged("its header has a side of no pixels");
    }

    private static ImageSize LosslessSize(ImageBytes file, Range pixels)
    {
        int data = pixels.Start.Value;
        if (file.At(data) != 0x2F)
            throw file.Damaged("its VP8L data does not start with its signature");
        uint bits = file.LittleEndian32(data + 1);
        return new ImageSize(1 + (int)(bits & 0x3FFF), 1 + (int)((bits >> 14) & 0x3FFF));
    }

    // Pixels without loss, and alpha that is compressed in the same way.
    private static void CheckLossless(ImageBytes file, Parts parts, Range pixels, ImageSize frame)
    {
        if (parts.IsLossless)
            LosslessWebp.Check(file, file.Span[pixels][LosslessHead..], frame);
        else if (parts.Alpha is { } alpha && (file.At(alpha.Start.Value) & 3) == 1)
            LosslessWebp.Check(file, file.Span[alpha][1..], frame);
    }

    private static Memory<byte> Write(ImageBytes file, Parts parts, Range pixels, ImageSize frame)
    {
        using MemoryStream kept = new(file.Length + MostGrowth);
        kept.Write("RIFF\0\0\0\0WEBP"u8);
        if (parts.Alpha is { } alpha && !parts.IsLossless)
        {
            // Ten bytes: the flag of alpha, and the sides less one.
            byte[] extended = new byte[10];
            extended[0] = 0x10;
            BinaryPrimitives.WriteInt32LittleEndian(extended.AsSpan(4), frame.Width - 1);
            BinaryPrimitives.WriteInt16LittleEndian(extended.AsSpan(7), (short)(frame.Height - 1));
            WriteChunk(kept, "VP8X"u8, extended);

            // The decoder looks eight bytes ahead, and alpha that is the same everywhere has fewer.
            byte[] padded = new byte[Math.Max(file.Span[alpha].Length, 16)];
            file.Span[alpha].CopyTo(padded);
            WriteChunk(kept, "ALPH"u8, padded);
        }

        WriteChunk(kept, parts.IsLossless ? "VP8L"u8 : "VP8 "u8, file.Span[pixels]);
        Memory<byte> bytes = kept.GetBuffer().AsMemory(0, (int)kept.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.Span[4..], bytes.Length - ChunkHead);
        return bytes;
    }

    private static void WriteChunk(MemoryStream stream, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, data.Length);
        stream.Write(type);
        stream.Write(length);
        stream.Write(data);
        if (data.Length % 2 != 0)
            stream.WriteByte(0);
    }

    private sealed class Parts
    {
        public ImageSize? Canvas { get; set; }

        public ImageSize? Frame { get; set; }

        public int Left { get; set; }

        public int Top { get; set; }

        public Range? Alpha { get; set; }

        public Range? Pixels { get; set; }

        public bool IsLossless { get; set; }

        public int Orientation { get; set; } = ExifOrientation.Upright;
    }
}
