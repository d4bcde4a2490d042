namespace IlgpuCnn.Data.ImageFiles;

/// <summary>Bits of a lossless WebP stream, the lowest of each byte first; noughts behind its end.</summary>
/// <param name="bytes">The stream.</param>
internal ref struct LosslessBits(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;
    private long place;

    public readonly bool IsAtEnd => place >= 8L * bytes.Length;

    public int Read(int count)
    {
        int value = 0;
        for (int i = 0; i < count; i++, place++)
        {
            int index = (int)(place >> 3);
            if (index < bytes.Length)
                value |= ((bytes[index] >> (int)(place & 7)) & 1) << i;
        }

        return value;
    }
}
