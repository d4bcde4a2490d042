using System.Text.Json;

namespace IlgpuCnn.Data.Datasets.Files;

/// <summary>What is known of prepared images beside their pixels.</summary>
/// <param name="Height">Rows of each.</param>
/// <param name="Width">Columns of each.</param>
/// <param name="Channels">Channels of each.</param>
/// <param name="Classes">Every class that is named, the empty ones too.</param>
/// <param name="Notes">Sentences on what is not used.</param>
/// <param name="Images">The images, in the order of their pixels.</param>
internal sealed record ImageIndex(
    int Height, int Width, int Channels, string[] Classes, string[] Notes, IndexedImage[] Images)
{
    /// <summary>Bytes of an image.</summary>
    public int ImageLength() => Height * Width * Channels;

    /// <summary>The index as it is stored.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this);

    /// <summary>Reads back what <see cref="ToBytes"/> gave; null where it is damaged.</summary>
    public static ImageIndex? Of(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<ImageIndex>(bytes);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>An image file and what became of it.</summary>
/// <param name="Name">The file's name in its folder or archive.</param>
/// <param name="Class">Name of its class.</param>
/// <param name="Split">What it is for; null where that is not said.</param>
/// <param name="SourceWidth">Width in the file, upright.</param>
/// <param name="SourceHeight">Height in the file, upright.</param>
/// <param name="Format">The file's format.</param>
/// <param name="Hash">XxHash3 of its prepared pixels, by which the same image is found again.</param>
/// <param name="Fault">A sentence on why it can't be used; null where it can.</param>
internal sealed record IndexedImage(
    string Name, string Class, SplitKind? Split, int SourceWidth, int SourceHeight, string Format, ulong Hash,
    string? Fault);
