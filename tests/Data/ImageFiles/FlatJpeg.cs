namespace IlgpuCnn.Tests.Data.ImageFiles;

/// <summary>JPEGs of 8 × 8 pixels and one colour, of any number of components, which encoders at hand do not make.</summary>
public static class FlatJpeg
{
    private const int DcStep = 8;

    /// <summary>A JPEG whose components are these bytes everywhere.</summary>
    /// <param name="components">The bytes.</param>
    /// <param name="transform">The transform in Adobe's segment; null leaves that out.</param>
    public static byte[] Of(byte[] components, int? transform)
    {
        byte count = (byte)components.Length;
        byte[] adobe = transform is { } value
            ? [0xFF, 0xEE, 0, 14, .. "Adobe"u8, 0, 100, 0, 0, 0, 0, (byte)value]
            : [];
        byte[] steps = [DcStep, .. Enumerable.Repeat((byte)1, 63)];
        return
        [
            0xFF, 0xD8, .. adobe, 0xFF, 0xDB, 0, 67, 0, .. steps,
            0xFF, 0xC0, 0, (byte)(8 + (3 * count)), 8, 0, 8, 0, 8, count, .. Each(count, i => [i, 0x11, 0]),

            // Twelve codes of four bits for the sizes of DC, one of one bit for the end of AC.
            0xFF, 0xC4, 0, 31, 0x00, 0, 0, 0, 12, .. new byte[12], 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
            0xFF, 0xC4, 0, 20, 0x10, 1, .. new byte[15], 0,
            0xFF, 0xDA, 0, (byte)(6 + (2 * count)), count, .. Each(count, i => [i, 0]), 0, 63, 0, .. Coded(components), 0xFF, 0xD9,
        ];
    }

    private static byte[] Each(int count, Func<byte, byte[]> bytes) =>
        [.. Enumerable.Range(1, count).SelectMany(i => bytes((byte)i))];

    private static byte[] Coded(byte[] components)
    {
        string bits = string.Concat(components.Select(Block));
        bits = bits.PadRight((bits.Length + 7) / 8 * 8, '1');
        return [.. bits.Chunk(8).SelectMany(each => Escaped(Convert.ToByte(new string(each), 2)))];
    }

    private static byte[] Escaped(byte value) => value == 0xFF ? [value, 0] : [value];

    // ITU-T T.81, F.1.2.1: the size of the difference, then its bits, those of a negative one less 1.
    private static string Block(byte value)
    {
        int dc = value - 128;
        int size = dc == 0 ? 0 : (int)Math.Log2(Math.Abs(dc)) + 1;
        string bits = size == 0 ? "" : Convert.ToString(dc > 0 ? dc : dc + (1 << size) - 1, 2).PadLeft(size, '0');
        return $"{Convert.ToString(size, 2).PadLeft(4, '0')}{bits}0";
    }
}
