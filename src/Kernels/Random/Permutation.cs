namespace IlgpuCnn.Kernels.Random;

/// <summary>
/// Chooses one permutation out of many: eight round keys, or none for the sequence 0, 1, 2 … Make it with
/// <see cref="Create"/>; the default value is <see cref="Sequence"/>.
/// </summary>
/// <param name="Rounds">Rounds of the network: 8, or 0 for the sequence.</param>
public readonly record struct PermutationKey(
    int Rounds, uint K0, uint K1, uint K2, uint K3, uint K4, uint K5, uint K6, uint K7)
{
    /// <summary>The permutation that leaves everything in its place.</summary>
    public static PermutationKey Sequence => default;

    /// <summary>The key of one <paramref name="round"/> (an epoch, a step) of a seed.</summary>
    public static PermutationKey Create(ulong seed, uint round)
    {
        Random4 a = Philox.Draw(seed, RandomPurpose.Shuffle, round, 0u);
        Random4 b = Philox.Draw(seed, RandomPurpose.Shuffle, round, 1u);
        return new PermutationKey(8, a.X, a.Y, a.Z, a.W, b.X, b.Y, b.Z, b.W);
    }
}

/// <summary>
/// Pseudo-random permutations of [0, n) that need no memory: element i is computed from the key alone, inside and
/// outside kernels. A balanced Feistel network of eight rounds permutes the smallest 4ᵏ ≥ max(n, 64) numbers, and a
/// number that lands outside [0, n) goes through again until it is inside (cycle walking; Black and Rogaway, "Ciphers
/// with Arbitrary Finite Domains", CT-RSA 2002): under four passes on average from n = 17 on.
/// </summary>
public static class Permutation
{
    /// <summary>Where <paramref name="i"/> goes, for 0 ≤ i &lt; <paramref name="n"/>.</summary>
    public static int At(PermutationKey key, int n, int i)
    {
        if (key.Rounds == 0)
            return i;

        // With 2 bits a half some permutations stay likelier than others, however many rounds there are.
        int half = 3;
        while ((uint)(n - 1) >> half >> half != 0u)
            half++;

        uint element = (uint)i;
        do
            element = Pass(key, half, element);
        while (element >= (uint)n);
        return (int)element;
    }

    private static uint Pass(PermutationKey key, int half, uint element)
    {
        uint mask = (1u << half) - 1u;
        uint left = element >> half;
        uint right = element & mask;
        left ^= Mix(right, key.K0) & mask;
        right ^= Mix(left, key.K1) & mask;
        left ^= Mix(right, key.K2) & mask;
        right ^= Mix(left, key.K3) & mask;
        left ^= Mix(right, key.K4) & mask;
        right ^= Mix(left, key.K5) & mask;
        left ^= Mix(right, key.K6) & mask;
        right ^= Mix(left, key.K7) & mask;
        return (left << half) | right;
    }

    // The keys are Philox's, so the rounds are independent. To mix one with a half, the finaliser of MurmurHash3
    // (Appleby) does as well in chi-square over all permutations of 3 to 7 elements as a Philox block, for a tenth of
    // its cost.
    private static uint Mix(uint half, uint key)
    {
        uint h = key + (half * 0x9E3779B1u);
        h ^= h >> 16;
        h *= 0x85EBCA6Bu;
        h ^= h >> 13;
        h *= 0xC2B2AE35u;
        return h ^ (h >> 16);
    }
}
