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
