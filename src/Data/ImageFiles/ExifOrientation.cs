using System.Buffers.Binary;

namespace IlgpuCnn.Data.ImageFiles;

/// <summary>
/// The orientation in EXIF metadata, by Exif 2.32, 4.6.4: how the stored rows and columns lie in the upright image. The
/// rest of the metadata is not looked at.
/// </summary>
internal static class ExifOrientation
{
    public const int Upright = 1;

    private const int Tag = 0x0112;
    private const int Short = 3;
    private const int EntryLength = 12;

    /// <summary>1 to 8 as EXIF counts them; 1 where there is none, or where the metadata is damaged.</summary>
    /// <param name="tiff">The metadata from its TIFF header on.</param>
    public static int Find(ReadOnlySpan<byte> tiff)
    {
        // The format WebP, and some writers of PNG, put the marker of JPEG's segment before the header.
        if (tiff.StartsWith("Exif\0\0"u8))
            tiff = tiff[6..];
        if (tiff.Length < 8)
            return Upright;
        bool isLittle = tiff.StartsWith("II*\0"u8);
        if (!isLittle && !tiff.StartsWith("MM\0*"u8))
            return Upright;
        uint directory = isLittle
            ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..])
            : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        return directory <= tiff.Length - 2 ? InDirectory(tiff[(int)directory..], isLittle) : Upright;
    }

    private static int InDirectory(ReadOnlySpan<byte> directory, bool isLittle)
    {
        int entries = Word(directory, isLittle);
        directory = directory[2..];
        for (int i = 0; i < entries && directory.Length >= EntryLength; i++, directory = directory[EntryLength..])
        {
            if (Word(directory, isLittle) != Tag)
                continue;
            int value = Word(directory[8..], isLittle);
            return Word(directory[2..], isLittle) == Short && value is >= 1 and <= 8 ? value : Upright;
        }

        return Upright;
    }

    private static int Word(ReadOnlySpan<byte> bytes, bool isLittle) => isLittle
        ? BinaryPrimitives.ReadUInt16LittleEndian(bytes)
        : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
