using System.Globalization;

namespace IlgpuCnn.Bench;

/// <summary>The same quantity measured a number of times, in order.</summary>
internal sealed class Samples
{
    private readonly List<double> values = [];

    public double Least => values.Min();

    public double Greatest => values.Max();

    public double Median
    {
        get
        {
            double[] sorted = [.. values.Order()];
            int middle = sorted.Length / 2;
            return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        }
    }

    public void Add(double value) => values.Add(value);

    /// <summary>Least to greatest, with a number format.</summary>
    public string Range(string format) => Least.ToString(format, CultureInfo.InvariantCulture)
        + "–" + Greatest.ToString(format, CultureInfo.InvariantCulture);
}
