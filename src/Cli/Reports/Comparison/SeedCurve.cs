using IlgpuCnn.Network.Comparison;

namespace IlgpuCnn.Cli.Reports.Comparison;

/// <summary>
/// The runs of one arm as one curve, over the steps at which all of them were evaluated. Few enough points to draw.
/// </summary>
/// <param name="Steps">Ascending.</param>
/// <param name="Mean">Over seeds, at each step.</param>
/// <param name="Low">The band's lower edge; null for one seed.</param>
/// <param name="High">The band's upper edge; null for one seed.</param>
internal sealed record SeedCurve(double[] Steps, double[] Mean, double[]? Low, double[]? High)
{
    /// <summary>More points than these only make a page heavy.</summary>
    public const int MaxPoints = 500;

    // Two values have no deviation worth the name: their band is what they are.
    private const int DeviationSeeds = 3;

    /// <summary>Joins one number of the runs' curves.</summary>
    /// <param name="runs">One a seed.</param>
    /// <param name="value">The number; a step where it is not finite in some run is left out.</param>
    public static SeedCurve Of(IReadOnlyList<ArmRun> runs, Func<CurvePoint, double> value)
    {
        Dictionary<long, double>[] bySteps = [.. runs.Select(run => FiniteValues(run.Curve, value))];
        long[] common = bySteps.Length == 0
            ? []
            : Thin([.. bySteps[0].Keys.Where(step => bySteps.All(each => each.ContainsKey(step))).Order()]);
        double[] mean = new double[common.Length];
        double[]? low = runs.Count > 1 ? new double[common.Length] : null;
        double[]? high = runs.Count > 1 ? new double[common.Length] : null;
        for (int i = 0; i < common.Length; i++)
        {
            double[] values = [.. bySteps.Select(each => each[common[i]])];
            mean[i] = values.Average();
            if (low is not null && high is not null)
                (low[i], high[i]) = Band(values, mean[i]);
        }

        return new SeedCurve([.. common.Select(step => (double)step)], mean, low, high);
    }

    /// <summary>Every so many of the items, so that <see cref="MaxPoints"/> are left; the first and the last stay.
    /// </summary>
    public static T[] Thin<T>(IReadOnlyList<T> items)
    {
        if (items.Count <= MaxPoints)
            return [.. items];
        double stride = (items.Count - 1) / (double)(MaxPoints - 1);
        return [.. Enumerable.Range(0, MaxPoints).Select(i => items[(int)Math.Round(i * stride)])];
    }

    /// <summary>Says what the bands of curves of so many seeds are; empty where there are none.</summary>
    public static string BandNote(IEnumerable<int> seedCounts)
    {
        int[] counts = [.. seedCounts.Where(count => count > 1).Distinct().Order()];
        string[] notes =
        [
            .. counts.Any(count => count < DeviationSeeds) ? ["the lower and the higher of 2 seeds"] : (string[])[],
            .. counts.Any(count => count >= DeviationSeeds)
                ? ["mean ± standard deviation over 3 seeds or more"]
                : (string[])[],
        ];
        return notes.Length == 0 ? "" : $"Bands: {string.Join("; ", notes)}.";
    }

    private static Dictionary<long, double> FiniteValues(
        IReadOnlyList<CurvePoint> curve, Func<CurvePoint, double> value)
    {
        Dictionary<long, double> values = [];
        foreach (CurvePoint point in curve)
        {
            if (double.IsFinite(value(point)))
                values[point.Step] = value(point);
        }

        return values;
    }

    private static (double Low, double High) Band(double[] values, double mean)
    {
        if (values.Length < DeviationSeeds)
            return (values.Min(), values.Max());
        double deviation = Math.Sqrt(values.Sum(value => Math.Pow(value - mean, 2)) / (values.Length - 1));
        return (mean - deviation, mean + deviation);
    }
}
