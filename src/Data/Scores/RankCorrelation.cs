using MathNet.Numerics.Statistics;

namespace IlgpuCnn.Data.Scores;

/// <summary>How alike two scores order the images.</summary>
public static class RankCorrelation
{
    /// <summary>
    /// Spearman's ρ: Pearson's correlation of the ranks, equal values having the mean of the ranks they take up.
    /// </summary>
    /// <returns>In [−1, 1]; null where all values of one are equal, or there are none.</returns>
    /// <exception cref="ArgumentException">The numbers of values differ.</exception>
    public static double? Spearman(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        if (x.Count != y.Count)
            throw new ArgumentException($"{x.Count} values beside {y.Count}.", nameof(y));
        return OfRanks(Ranks(x), Ranks(y));
    }

    /// <summary>Spearman's ρ of values that <see cref="Ranks"/> has ranked already.</summary>
    /// <returns>In [−1, 1]; null where all ranks of one are equal, or there are none.</returns>
    public static double? OfRanks(double[] x, double[] y)
    {
        // Average ranks keep the mean of 1 … n whatever the ties, so that equal orders give 1 to the last digit.
        double mean = (x.Length + 1) / 2.0;
        double xy = 0, xx = 0, yy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double dx = x[i] - mean, dy = y[i] - mean;
            xy += dx * dy;
            xx += dx * dx;
            yy += dy * dy;
        }

        return xx > 0 && yy > 0 ? Math.Clamp(xy / Math.Sqrt(xx * yy), -1, 1) : null;
    }

    /// <summary>Rank of each value from 1, ascending; equal values have the mean of their ranks.</summary>
    public static double[] Ranks(IReadOnlyList<double> values) =>
        ArrayStatistics.RanksInplace([.. values], RankDefinition.Average);
}
