using MathNet.Numerics.Distributions;
using MathNet.Numerics.Integration;
using MathNet.Numerics.RootFinding;

namespace IlgpuCnn.Network.Comparison.Statistics;

/// <summary>
/// Power of the paired t test, two-sided at 0.05: the chance that it shows an effect that is there. The noncentral t
/// distribution is integrated over the χ distribution of the deviation (Cohen, "Statistical Power Analysis for the
/// Behavioral Sciences", 1988).
/// </summary>
public static class PairedPower
{
    private const double Level = 0.05;
    private const double Wanted = 0.8;
    private const int MostPairs = 10_000;

    /// <summary>Power of <paramref name="pairs"/> pairs for an effect of so many deviations of the differences.</summary>
    public static double Of(double effect, int pairs)
    {
        double degrees = pairs - 1;
        double critical = StudentT.InvCDF(0, 1, degrees, 1 - (Level / 2));
        double shift = effect * Math.Sqrt(pairs);

        // T = (Z + shift) / s with s = √(χ²/ν): P(|T| > critical) over the density of s, which is nothing beyond.
        double Density(double s) => 2 * degrees * s * ChiSquared.PDF(degrees, degrees * s * s);
        double Beyond(double s) =>
            1 - Normal.CDF(0, 1, (critical * s) - shift) + Normal.CDF(0, 1, (-critical * s) - shift);
        double width = 9 / Math.Sqrt(2 * degrees);
        double low = Math.Max(1e-9, 1 - width);
        return GaussLegendreRule.Integrate(s => s > 0 ? Density(s) * Beyond(s) : 0, low, 1 + width, 256);
    }

    /// <summary>
    /// The least true difference that this many pairs show with power 0.8; null for fewer than two pairs.
    /// </summary>
    /// <param name="deviation">Of the differences.</param>
    /// <param name="pairs">Pairs.</param>
    public static double? Detectable(double? deviation, int pairs)
    {
        if (deviation is not { } known || pairs < 2)
            return null;
        double most = 1;
        while (Of(most, pairs) < Wanted)
            most *= 2;
        return known * Brent.FindRoot(effect => Of(effect, pairs) - Wanted, 0, most, 1e-6);
    }

    /// <summary>
    /// Pairs that show a true difference with power 0.8; null where they are more than 10,000, or unknown.
    /// </summary>
    public static int? PairsNeeded(double difference, double? deviation)
    {
        if (deviation is not { } known || known == 0 || difference == 0)
            return null;
        double effect = Math.Abs(difference) / known;
        if (Of(effect, MostPairs) < Wanted)
            return null;
        int low = 2;
        int high = MostPairs;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Of(effect, middle) >= Wanted)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }
}
