namespace IlgpuCnn.Network.Comparison.Statistics;

/// <summary>Numbers of learning curves.</summary>
public static class Curves
{
    /// <summary>
    /// Mean accuracy between the first and the last evaluation: the area under the straight lines between them over the
    /// steps they span; the one accuracy where there is one evaluation.
    /// </summary>
    public static double Area(IReadOnlyList<CurvePoint> curve)
    {
        if (curve.Count == 1)
            return curve[0].Accuracy;
        double area = 0;
        for (int i = 1; i < curve.Count; i++)
            area += (curve[i].Accuracy + curve[i - 1].Accuracy) / 2 * (curve[i].Step - curve[i - 1].Step);
        return area / (curve[^1].Step - curve[0].Step);
    }

    /// <summary>The first evaluation with at least so much accuracy; null where the run ended before.</summary>
    public static CurvePoint? FirstReaching(IReadOnlyList<CurvePoint> curve, double accuracy)
    {
        foreach (CurvePoint point in curve)
        {
            if (point.Accuracy >= accuracy)
                return point;
        }

        return null;
    }

    /// <summary>
    /// Median of values of which some are censored (null): known only to be larger than any other. Null where the
    /// median, or one of the two in the middle, is censored.
    /// </summary>
    public static double? CensoredMedian(IReadOnlyList<double?> values)
    {
        double[] known = [.. values.OfType<double>().Order()];
        int low = (values.Count - 1) / 2;
        int high = values.Count / 2;
        return high < known.Length ? (known[low] + known[high]) / 2 : null;
    }
}
