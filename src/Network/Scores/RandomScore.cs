using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Random;

namespace IlgpuCnn.Network.Scores;

/// <summary>A random number an image: what a score with no information does.</summary>
/// <param name="Seed">Seed of the numbers.</param>
[Component("random(seed=1)", "a random number an image")]
public sealed record RandomScore(long Seed = 1) : ScoringFunction
{
    /// <summary>The score with the arguments of its form, checked.</summary>
    /// <exception cref="InputException">The seed is negative or not whole.</exception>
    public RandomScore(ComponentArguments a)
        : this(a.WholeNumber("seed", least: 0))
    {
    }

    /// <inheritdoc/>
    public override ScoreResult Score(ScoringContext context)
    {
        double[] values = new double[context.Images.Count];
        for (int i = 0; i < values.Length; i++)
            values[i] = Random4.ToUnit(Philox.Draw((ulong)Seed, RandomPurpose.Ordering, 1, (uint)i).X);
        return new ScoreResult(values, $"random numbers of seed {Seed}");
    }
}
