namespace IlgpuCnn.Network.Comparison.Statistics;

/// <summary>
/// Holm's step-down correction for several tests ("A Simple Sequentially Rejective Multiple Test Procedure", 1979):
/// bounds the chance that any of them is wrongly found significant.
/// </summary>
public static class HolmCorrection
{
    /// <summary>
    /// The adjusted p of each test: the i-th smallest of m times m − i + 1, at least that of those before it, at most 1.
    /// </summary>
    public static double[] Adjust(IReadOnlyList<double> p)
    {
        double[] adjusted = new double[p.Count];
        double least = 0;
        foreach ((int rank, int i) in Enumerable.Range(0, p.Count).OrderBy(i => p[i]).Index())
        {
            least = Math.Max(least, Math.Min(1, p[i] * (p.Count - rank)));
            adjusted[i] = least;
        }

        return adjusted;
    }
}
