namespace IlgpuCnn.Data.ImageFiles;

/// <summary>
/// JPEG by its segments, ITU-T T.81. Tables, frame, scans and the two segments that say what the components are (JFIF's
/// and Adobe's) go to the decoder; colour profiles, previews and other metadata do not.
/// </summary>
internal static class JpegSegments
{
    public const string Format = "JPEG";

    private const int StartOfImage = 0xD8;
    private const int EndOfImage = 0xD9;
    private const int StartOfScan = 0xDA;
    private const int RestartInterval = 0xDD;
    private const int AppJfif = 0xE0;
    private const int AppExif = 0xE1;
    private const int AppAdobe = 0xEE;
    private const int AppLast = 0xEF;
    private const int Comment = 0xFE;

    // Intervals of restarts, said again before each scan.
    private const int MostGrowth = 1024;

    public static EncodedImage Open(ImageBytes file)
    {
        using MemoryStream kept = new(file.Length + MostGrowth);
        kept.Write([0xFF, StartOfImage]);
        JpegFrame? frame = null;
        byte[] restart = [0, 4, 0, 0];
        int orientation = ExifOrientation.Upright;
        for (int place = 2; ;)
        {
            place = NextMarker(file, place);
            int marker = file.At(place++);
            if (marker == EndOfImage)
                break;
            ReadOnlySpan<byte> segment = file.Slice(place, Math.Max(2, file.BigEndian16(place)));
            place += segment.Length;
            if (marker == AppExif && segment[2..].StartsWith("Exif\0\0"u8))
                orientation = ExifOrientation.Find(segment[8..]);
            if (IsMetadata(marker))
                continue;
            if (marker == RestartInterval)
                restart = segment.ToArray();
            if (JpegFrame.IsStart(marker))
                frame = frame is null ? JpegFrame.Read(file, marker, segment) : throw file.Damaged("it has a second frame");
            if (marker != StartOfScan)
            {
                WriteSegment(kept, marker, segment);
                continue;
            }

            if (frame is null)
                throw file.Damaged("its pixels come before its size");
            frame.AddScan(file, segment);

            // Said anew before each scan: the decoder counts on from the scan before.
            WriteSegment(kept, RestartInterval, restart);
            WriteSegment(kept, marker, segment);
            int end = ScanEnd(file, place);
            kept.Write(file.Slice(place, end - place));
            place = end;
        }

        kept.Write([0xFF, EndOfImage]);
        return Complete(file, frame, orientation, kept);
    }

    private static EncodedImage Complete(ImageBytes file, JpegFrame? frame, int orientation, MemoryStream kept)
    {
        if (frame is null)
            throw file.Damaged("it has no pixels");
        frame.CheckComplete(file);
        return new EncodedImage(Format, frame.Size, orientation, kept.GetBuffer().AsMemory(0, (int)kept.Length));
    }

    private static bool IsMetadata(int marker) =>
        marker is (>= AppJfif and <= AppLast and not (AppJfif or AppAdobe)) or Comment;

    private static void WriteSegment(MemoryStream kept, int marker, ReadOnlySpan<byte> segment)
    {
        kept.Write([0xFF, (byte)marker]);
        kept.Write(segment);
    }

    // The place of the byte behind 0xFF; bytes that are none of a segment are stepped over, as all decoders do.
    private static int NextMarker(ImageBytes file, int place)
    {
        while (true)
        {
            int found = file.Span[Math.Min(place, file.Length)..].IndexOf((byte)0xFF);
            if (found < 0 || place + found + 1 >= file.Length)
                throw file.CutShort("the marker of its end is missing");
            place += found + 1;
            if (file.At(place) is not (0 or 1 or 0xFF or (>= 0xD0 and <= StartOfImage)))
                return place;
        }
    }

    // Coded data goes up to the first marker that is none of a restart; 0xFF 0x00 stands for a byte 0xFF in it.
    private static int ScanEnd(ImageBytes file, int place)
    {
        while (true)
        {
            int found = file.Span[Math.Min(place, file.Length)..].IndexOf((byte)0xFF);
            if (found < 0 || place + found + 1 >= file.Length)
                throw file.CutShort("the marker of its end is missing");
            place += found;
            int next = file.At(place + 1);
            if (next is not (0 or (>= 0xD0 and <= 0xD7)) && next != 0xFF)
                return place;
            place += next == 0xFF ? 1 : 2;
        }
    }
}
