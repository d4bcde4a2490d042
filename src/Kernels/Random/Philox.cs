namespace IlgpuCnn.Kernels.Random;

/// <summary>
/// Philox 4×32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw, "Parallel Random Numbers: As Easy as
/// 1, 2, 3" (SC 2011). It has no state: a number is a function of seed, purpose, step and element, so a run resumes bit
/// for bit and every device draws the same numbers. Usable inside and outside kernels.
/// </summary>
public static class Philox
{
    /// <summary>
    /// The four random words at (<paramref name="step"/>, <paramref name="element"/>) of one purpose of a seed.
    /// </summary>
    public static Random4 Draw(ulong seed, RandomPurpose purpose, uint step, uint element) =>
        Block(element, step, (uint)purpose, 0u, (uint)seed, (uint)(seed >> 32));

    /// <summary>Philox's bijection itself: ten rounds over counter (c0 … c3) under key (k0, k1).</summary>
    public static Random4 Block(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1)
    {
        for (int round = 0; round < 10; round++)
        {
            ulong p0 = (ulong)c0 * 0xD2511F53u;
            ulong p1 = (ulong)c2 * 0xCD9E8D57u;
            c0 = (uint)(p1 >> 32) ^ c1 ^ k0;
            c1 = (uint)p1;
            c2 = (uint)(p0 >> 32) ^ c3 ^ k1;
            c3 = (uint)p0;
            k0 += 0x9E3779B9u;
            k1 += 0xBB67AE85u;
        }

        return new Random4(c0, c1, c2, c3);
    }
}
