using IlgpuCnn.Kernels.Random;

namespace IlgpuCnn.Network.Comparison.Statistics;

/// <summary>
/// Fisher's permutation test of paired differences ("The Design of Experiments", 1935): were there no effect, each
/// difference could as well have had the other sign. With n pairs no p is under 2 / 2ⁿ: 0.0625 for five.
/// </summary>
public static class SignFlipTest
{
    // Up to here all 2ⁿ patterns of signs are counted; beyond, so many are drawn.
    private const int MostExact = 16;
    private const int Draws = 20_000;

    /// <summary>Two-sided p: the share of sign patterns whose sum is at least as far from 0; null for one pair.</summary>
    public static double? P(IReadOnlyList<double> differences)
    {
        int n = differences.Count;
        if (n < 2)
            return null;

        // Sums that are equal on paper differ by rounding.
        double extreme = Math.Abs(differences.Sum()) - (1e-12 * differences.Sum(Math.Abs));
        if (n > MostExact)
            return (1.0 + Enumerable.Range(0, Draws).Count(i => Drawn(differences, i) >= extreme)) / (Draws + 1);
        int patterns = 1 << n;
        return (double)Enumerable.Range(0, patterns).Count(i => Flipped(differences, i) >= extreme) / patterns;
    }

    /// <summary>The least p that this many pairs can give.</summary>
    public static double Least(int pairs) => pairs > MostExact ? 1.0 / (Draws + 1) : Math.Pow(2, 1 - pairs);

    private static double Flipped(IReadOnlyList<double> differences, int pattern)
    {
        double sum = 0;
        for (int i = 0; i < differences.Count; i++)
            sum += (pattern >> i & 1) == 0 ? differences[i] : -differences[i];
        return Math.Abs(sum);
    }

    private static double Drawn(IReadOnlyList<double> differences, int draw)
    {
        double sum = 0;
        for (int i = 0; i < differences.Count; i++)
        {
            bool flip = (Philox.Draw(0, RandomPurpose.Resampling, (uint)draw, (uint)i).X & 1) == 1;
            sum += flip ? -differences[i] : differences[i];
        }

        return Math.Abs(sum);
    }
}
