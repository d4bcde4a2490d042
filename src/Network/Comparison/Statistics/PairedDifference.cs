using MathNet.Numerics.Distributions;

namespace IlgpuCnn.Network.Comparison.Statistics;

/// <summary>Differences of pairs: here, of an arm and standard with the same seed.</summary>
/// <param name="Values">One a pair; at least one.</param>
public sealed record PairedDifference(IReadOnlyList<double> Values)
{
    /// <summary>Pairs.</summary>
    public int Count => Values.Count;

    /// <summary>Mean difference.</summary>
    public double Mean => Values.Average();

    /// <summary>Sample standard deviation, over n − 1; null for one pair.</summary>
    public double? Deviation
    {
        get
        {
            if (Count < 2)
                return null;
            double mean = Mean;
            return Math.Sqrt(Values.Sum(value => (value - mean) * (value - mean)) / (Count - 1));
        }
    }

    /// <summary>
    /// The interval of the mean with a level of confidence: mean ± t(n − 1)·s / √n, Student's; null for one pair.
    /// </summary>
    public (double Low, double High)? Interval(double confidence = 0.95)
    {
        if (Deviation is not { } deviation)
            return null;
        double half = StudentT.InvCDF(0, 1, Count - 1, (1 + confidence) / 2) * deviation / Math.Sqrt(Count);
        return (Mean - half, Mean + half);
    }
}
