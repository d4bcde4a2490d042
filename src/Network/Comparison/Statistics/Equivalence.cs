using MathNet.Numerics.Distributions;

namespace IlgpuCnn.Network.Comparison.Statistics;

/// <summary>What two means, each with its standard error, say of each other.</summary>
public enum EquivalenceVerdict
{
    /// <summary>They agree within the margin: the 90 % interval of their difference is inside it.</summary>
    Equivalent,

    /// <summary>They differ by more than the margin: the interval is outside it.</summary>
    Different,

    /// <summary>There are too few seeds to say.</summary>
    Undecided,
}

/// <summary>
/// Two one-sided tests of equivalence at 0.05 (Schuirmann 1987) of two means of runs, with Welch's and Satterthwaite's
/// degrees of freedom.
/// </summary>
/// <param name="Difference">First mean minus second.</param>
/// <param name="Low">Lower end of its 90 % interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="P">The larger of both one-sided p: under 0.05 the means are equivalent.</param>
/// <param name="Margin">What is taken as no difference.</param>
public sealed record Equivalence(double Difference, double Low, double High, double P, double Margin)
{
    /// <summary>The verdict.</summary>
    public EquivalenceVerdict Verdict => Low > -Margin && High < Margin ? EquivalenceVerdict.Equivalent
        : Low > Margin || High < -Margin ? EquivalenceVerdict.Different
        : EquivalenceVerdict.Undecided;

    /// <summary>Tests two means; both need at least two runs.</summary>
    public static Equivalence Test(
        double mean, double standardError, int count, double otherMean, double otherError, int otherCount,
        double margin)
    {
        double variance = (standardError * standardError) + (otherError * otherError);
        double error = Math.Sqrt(variance);
        double degrees = variance * variance / (
            (Math.Pow(standardError, 4) / (count - 1)) + (Math.Pow(otherError, 4) / (otherCount - 1)));
        double difference = mean - otherMean;
        double half = StudentT.InvCDF(0, 1, degrees, 0.95) * error;
        double nearest = (margin - Math.Abs(difference)) / error;
        return new Equivalence(
            difference, difference - half, difference + half, 1 - StudentT.CDF(0, 1, degrees, nearest), margin);
    }
}
