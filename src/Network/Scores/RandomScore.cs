using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels.Random;

namespace IlgpuCnn.Network.Scores;

/// <summary>A random number an image: what a score with no information does.</summary>
[ScoringFunction("random", "a random number an image; random(seed=1)")]
public sealed class RandomScore(NamedArguments arguments) : ScoringFunction
{
    private readonly ulong seed = (ulong)arguments.WholeNumber("seed", 1, least: 0);

    /// <inheritdoc/>
    public override ScoreResult Score(ScoringContext context)
    {
        double[] values = new double[context.Images.Count];
        for (int i = 0; i < values.Length; i++)
            values[i] = Random4.ToUnit(Philox.Draw(seed, RandomPurpose.Ordering, 1, (uint)i).X);
        return new ScoreResult(values, $"random numbers of seed {seed}");
    }
}
