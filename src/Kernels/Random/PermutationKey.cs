namespace IlgpuCnn.Kernels.Random;

/// <summary>
/// The key of one <see cref="Permutation"/> out of many: eight round keys, or none for the sequence 0, 1, 2 … Make it
/// with <see cref="Create"/>; the default value is <see cref="Sequence"/>.
/// </summary>
/// <param name="Rounds">Rounds of the network: 8, or 0 for the sequence.</param>
/// <param name="K0">Key of round 0.</param>
/// <param name="K1">Key of round 1.</param>
/// <param name="K2">Key of round 2.</param>
/// <param name="K3">Key of round 3.</param>
/// <param name="K4">Key of round 4.</param>
/// <param name="K5">Key of round 5.</param>
/// <param name="K6">Key of round 6.</param>
/// <param name="K7">Key of round 7.</param>
public readonly record struct PermutationKey(
    int Rounds, uint K0, uint K1, uint K2, uint K3, uint K4, uint K5, uint K6, uint K7)
{
    /// <summary>The key of the permutation that leaves every number in its place.</summary>
    public static PermutationKey Sequence => default;

    /// <summary>The key of one <paramref name="round"/> (an epoch, a step) of a seed.</summary>
    public static PermutationKey Create(ulong seed, uint round)
    {
        Random4 a = Philox.Draw(seed, RandomPurpose.Shuffle, round, 0u);
        Random4 b = Philox.Draw(seed, RandomPurpose.Shuffle, round, 1u);
        return new PermutationKey(8, a.X, a.Y, a.Z, a.W, b.X, b.Y, b.Z, b.W);
    }
}
