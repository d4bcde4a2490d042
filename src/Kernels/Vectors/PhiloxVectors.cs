using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using IlgpuCnn.Kernels.Random;

namespace IlgpuCnn.Kernels.Vectors;

/// <summary>
/// <see cref="Philox"/> by vectors: blocks of neighbouring counters side by side, with the same words as one by one.
/// </summary>
public static class PhiloxVectors
{
    private const int Lanes = 8; // of 64 bits, which hold the products

    /// <summary>
    /// words[4·i … 4·i + 3] = the four words of <see cref="Philox.Block"/> at c0 + i, for as many whole blocks as
    /// <paramref name="words"/> has room for.
    /// </summary>
    public static void Fill(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, Span<uint> words)
    {
        int blocks = words.Length / 4;
        int i = 0;
        for (; i + Lanes <= blocks; i += Lanes)
            Fill8(c0 + (uint)i, c1, c2, c3, k0, k1, words.Slice(4 * i, 4 * Lanes));
        for (; i < blocks; i++)
        {
            Random4 block = Philox.Block(c0 + (uint)i, c1, c2, c3, k0, k1);
            words[4 * i] = block.X;
            words[(4 * i) + 1] = block.Y;
            words[(4 * i) + 2] = block.Z;
            words[(4 * i) + 3] = block.W;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill8(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, Span<uint> words)
    {
        Vector512<ulong> low = Vector512.Create(0xFFFFFFFFul);
        Vector512<ulong> m0 = Vector512.Create(0xD2511F53ul);
        Vector512<ulong> m1 = Vector512.Create(0xCD9E8D57ul);
        Vector512<ulong> x = (Vector512.Create((ulong)c0) + Vector512<ulong>.Indices) & low;
        Vector512<ulong> y = Vector512.Create((ulong)c1);
        Vector512<ulong> z = Vector512.Create((ulong)c2);
        Vector512<ulong> w = Vector512.Create((ulong)c3);
        for (int round = 0; round < 10; round++)
        {
            Vector512<ulong> p0 = x * m0;
            Vector512<ulong> p1 = z * m1;
            x = (p1 >>> 32) ^ y ^ Vector512.Create((ulong)k0);
            y = p1 & low;
            z = (p0 >>> 32) ^ w ^ Vector512.Create((ulong)k1);
            w = p0 & low;
            k0 += 0x9E3779B9u;
            k1 += 0xBB67AE85u;
        }

        // Lane by lane X | Y·2³² and Z | W·2³², so that a block's words lie as two numbers of 64 bits.
        Vector512<ulong> xy = x | (y << 32);
        Vector512<ulong> zw = z | (w << 32);
        Span<ulong> pairs = MemoryMarshal.Cast<uint, ulong>(words);
        for (int lane = 0; lane < Lanes; lane++)
        {
            pairs[2 * lane] = xy[lane];
            pairs[(2 * lane) + 1] = zw[lane];
        }
    }
}
