namespace IlgpuCnn.Kernels.Random;

/// <summary>
/// Pseudo-random permutations of [0, n) that need no memory: element i is computed from the key alone, inside and
/// outside kernels. A balanced Feistel network of eight rounds permutes the smallest 4ᵏ ≥ max(n, 64) numbers, and a
/// number that lands outside [0, n) goes through again until it is inside (cycle walking; Black and Rogaway, "Ciphers
/// with Arbitrary Finite Domains", CT-RSA 2002): under four times on average from n = 17 on.
/// </summary>
public static class Permutation
{
    /// <summary>
    /// The number that a permutation of [0, <paramref name="n"/>) puts at <paramref name="i"/>, for 0 ≤ i &lt; n.
    /// </summary>
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
            element = Permute(key, half, element);
        while (element >= (uint)n);
        return (int)element;
    }

    private static uint Permute(PermutationKey key, int half, uint element)
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
