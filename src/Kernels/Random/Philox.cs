namespace IlgpuCnn.Kernels.Random;

/// <summary>What a random number is for: each purpose of one seed is independent of the others.</summary>
public enum RandomPurpose
{
    /// <summary>Initial weights; the step is the parameter's index.</summary>
    Weights = 1,

    /// <summary>Dropout masks; the step is the training step, and the layer has a counter word of its own.</summary>
    Dropout = 2,

    /// <summary>Augmentation; the step is the training step, the element the image's place in the batch.</summary>
    Augmentation = 3,

    /// <summary>The order in which images are drawn.</summary>
    Shuffle = 4,

    /// <summary>The validation split.</summary>
    Split = 5,

    /// <summary>Procedurally generated data.</summary>
    Synthesis = 6,

    /// <summary>The order in which images become visible: ties, and the random ordering.</summary>
    Ordering = 7,

    /// <summary>Labels made wrong on purpose.</summary>
    LabelNoise = 8,

    /// <summary>The folds of a cross-validation; the step is the repeat.</summary>
    Folds = 9,

    /// <summary>Resampling in statistics.</summary>
    Resampling = 10,
}

/// <summary>Four random 32-bit words.</summary>
public readonly record struct Random4(uint X, uint Y, uint Z, uint W)
{
    /// <summary>The first two words as one number, to order things by.</summary>
    public ulong Rank => ((ulong)X << 32) | Y;

    /// <summary>
    /// Maps a word to [0, 1) with 24 bits, so that every value is exact in float. By way of int, since a uint would be
    /// converted through double.
    /// </summary>
    public static float ToUnit(uint word) => (int)(word >> 8) * (1f / 16777216f);
}

/// <summary>
/// Philox 4×32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw, "Parallel Random Numbers: As Easy as
/// 1, 2, 3" (SC 2011). It has no state: a number is a function of seed, purpose, step and element, so a run resumes bit
/// for bit and every device draws the same numbers. Usable inside and outside kernels.
/// </summary>
public static class Philox
{
    /// <summary>
    /// The four words at (<paramref name="step"/>, <paramref name="element"/>) of one purpose of a seed.
    /// </summary>
    public static Random4 Draw(ulong seed, RandomPurpose purpose, uint step, uint element) =>
        Block(element, step, (uint)purpose, 0u, (uint)seed, (uint)(seed >> 32));

    /// <summary>The bare bijection: ten rounds over counter (c0 … c3) under key (k0, k1).</summary>
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
