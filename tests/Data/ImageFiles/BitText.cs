namespace IlgpuCnn.Tests.Data.ImageFiles;

/// <summary>Bits written as noughts and ones with blanks between, the first the lowest of the first byte.</summary>
public static class BitText
{
    /// <summary>The bytes that hold them.</summary>
    public static byte[] Bytes(string text)
    {
        bool[] bits = [.. text.Where(c => c != ' ').Select(c => c == '1')];
        byte[] bytes = new byte[(bits.Length + 7) / 8];
        for (int i = 0; i < bits.Length; i++)
            bytes[i / 8] |= (byte)((bits[i] ? 1 : 0) << (i % 8));
        return bytes;
    }
}
