using System.Buffers;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace IlgpuCnn.Data.ImageFiles;

/// <summary>
/// Compressed bytes and how many they have to become. A decoder leaves rows black for which there are none, and that of
/// interlaced images never ends.
/// </summary>
/// <param name="Data">The zlib stream.</param>
/// <param name="Needed">Bytes that are needed of it.</param>
internal sealed record InflatedBytes(ReadOnlyMemory<byte> Data, long Needed)
{
    private const int BufferLength = 1 << 16;

    /// <summary>
    /// How many of the needed bytes there are. They are inflated into nothing: what is more than needed is not looked at.
    /// </summary>
    /// <exception cref="InvalidDataException">They are no zlib stream.</exception>
    public long Count()
    {
        MemoryMarshal.TryGetArray(Data, out ArraySegment<byte> bytes);
        using MemoryStream stream = new(bytes.Array!, bytes.Offset, bytes.Count);
        using ZLibStream inflated = new(stream, CompressionMode.Decompress);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        try
        {
            long count = 0;
            while (count < Needed && inflated.Read(buffer, 0, BufferLength) is var read and > 0)
                count += read;
            return Math.Min(count, Needed);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
