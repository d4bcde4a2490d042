using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.ImageFiles;

/// <summary>Tells the format of a file by its first bytes, whatever its name says.</summary>
internal static class ImageKind
{
    private delegate EncodedImage Opener(ImageBytes file);

    /// <summary>The one still image in a file.</summary>
    /// <exception cref="InputException">It is none of the formats that are read, cut short, or damaged.</exception>
    public static EncodedImage Open(ImageBytes file)
    {
        if (file.Length == 0)
            throw file.NotRead("is empty: get it again or remove it");
        return OpenerOf(file) is { } open
            ? open(file)
            : throw file.NotRead(
                Other(file) is { } other
                    ? $"is {other}: only PNG, JPEG, GIF and WebP are read; convert it"
                    : "is no image that is read, which are PNG, JPEG, GIF and WebP: convert it or remove it");
    }

    private static Opener? OpenerOf(ImageBytes file)
    {
        if (file.Has(0, PngChunks.Signature))
            return PngChunks.Open;
        if (file.Has(0, [0xFF, 0xD8, 0xFF]))
            return JpegSegments.Open;
        if (file.Has(0, "GIF87a"u8) || file.Has(0, "GIF89a"u8))
            return GifBlocks.Open;
        return file.Has(0, "RIFF"u8) && file.Has(8, "WEBP"u8) ? WebpChunks.Open : null;
    }

    private static string? Other(ImageBytes file)
    {
        if (file.Has(0, "BM"u8))
            return "a BMP";
        if (file.Has(0, "II*\0"u8) || file.Has(0, "MM\0*"u8) || file.Has(0, "II+\0"u8) || file.Has(0, "MM\0+"u8))
            return "a TIFF";
        if (file.Has(4, "ftypavif"u8) || file.Has(4, "ftypavis"u8))
            return "an AVIF";
        if (file.Has(4, "ftyphei"u8) || file.Has(4, "ftyphev"u8) || file.Has(4, "ftypmif1"u8))
            return "a HEIC";
        if (file.Has(0, [0xFF, 0x0A]) || file.Has(4, "JXL "u8))
            return "a JPEG XL";
        if (file.Has(4, "jP  "u8) || file.Has(0, [0xFF, 0x4F, 0xFF, 0x51]))
            return "a JPEG 2000";
        if (file.Has(0, "P"u8) && file.Length > 2 && file.At(1) is >= (byte)'1' and <= (byte)'7' && file.At(2) <= ' ')
            return "a PBM, PGM or PPM";
        if (file.Has(0, [0, 0, 1, 0]))
            return "an icon (ICO)";
        if (file.Has(0, "8BPS"u8))
            return "a Photoshop file (PSD)";
        if (file.Has(0, "<svg"u8) || file.Has(0, "<?xml"u8))
            return "an SVG or other XML";
        return IsTga(file) ? "a TGA" : null;
    }

    // TGA has no signature at its start: its header must make sense, or its end have that of version 2.
    private static bool IsTga(ImageBytes file) =>
        file.Length > 18
        && (file.Has(file.Length - 18, "TRUEVISION-XFILE"u8)
            || (file.At(1) <= 1 && file.At(2) is 1 or 2 or 3 or 9 or 10 or 11 && file.At(16) is 8 or 15 or 16 or 24 or 32
                && file.LittleEndian16(12) > 0 && file.LittleEndian16(14) > 0));
}
