using MathNet.Numerics.Distributions;
using MathNet.Numerics.Integration;

namespace IlgpuCnn.Network.Comparison.Statistics;

/// <summary>
/// E[max of k standard normal numbers] = ∫ x·k·φ(x)·Φ(x)ᵏ⁻¹ dx (Tippett 1925): what picking the best of k brings by
/// luck, in standard errors.
/// </summary>
public static class ExpectedMaximum
{
    /// <summary>Of <paramref name="k"/> numbers, at least one.</summary>
    public static double OfNormals(int k) => GaussLegendreRule.Integrate(
        x => x * k * Normal.PDF(0, 1, x) * Math.Pow(Normal.CDF(0, 1, x), k - 1), -12, 12, 512);
}
