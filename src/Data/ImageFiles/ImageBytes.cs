using System.Buffers.Binary;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.ImageFiles;

/// <summary>The bytes of an image file, read with a check of every place, and the sentences on what is wrong with it.
/// </summary>
/// <param name="memory">The whole file.</param>
/// <param name="name">The file's name, for messages.</param>
internal sealed class ImageBytes(ReadOnlyMemory<byte> memory, string name)
{
    public int Length => memory.Length;

    public ReadOnlySpan<byte> Span => memory.Span;

    public byte At(int place) => Slice(place, 1)[0];

    public int BigEndian16(int place) => BinaryPrimitives.ReadUInt16BigEndian(Slice(place, 2));

    public uint BigEndian32(int place) => BinaryPrimitives.ReadUInt32BigEndian(Slice(place, 4));

    public int LittleEndian16(int place) => BinaryPrimitives.ReadUInt16LittleEndian(Slice(place, 2));

    public int LittleEndian24(int place) => LittleEndian16(place) | (At(place + 2) << 16);

    public uint LittleEndian32(int place) => BinaryPrimitives.ReadUInt32LittleEndian(Slice(place, 4));

    public bool Has(int place, ReadOnlySpan<byte> bytes) =>
        place >= 0 && place <= Length && Span[place..].StartsWith(bytes);

    /// <summary>Bytes of the file.</summary>
    /// <exception cref="InputException">The file ends before.</exception>
    public ReadOnlySpan<byte> Slice(int place, long length) =>
        place >= 0 && length >= 0 && place + length <= Length
            ? Span.Slice(place, (int)length)
            : throw CutShort($"byte {place + length} is missing, the file has {Length}");

    /// <summary>A file that ends too early.</summary>
    public InputException CutShort(string reason) => new($"'{name}' is cut short: {reason}; get it again or remove it.");

    /// <summary>A file that holds what no file of its format may hold.</summary>
    public InputException Damaged(string reason, Exception? cause = null)
    {
        string sentence = $"'{name}' is damaged: {reason}; get it again or remove it.";
        return cause is null ? new InputException(sentence) : new InputException(sentence, cause);
    }

    /// <summary>A file that is right, but not of those that are read.</summary>
    public InputException NotRead(string reason) => new($"'{name}' {reason}.");
}
