using System.Globalization;
using IlgpuCnn.Network.Comparison;

namespace IlgpuCnn.Cli.Reports.Writers;

/// <summary>Numbers as a reader wants them: shares in per cent, differences in percentage points.</summary>
internal static class ReportNumbers
{
    /// <summary>Stands where there is no number.</summary>
    public const string None = "-";

    /// <summary>57.83, or 57.83 ± 0.21 where a standard error is known.</summary>
    public static string Percent(MeanOfSeeds mean) => WithError(100 * mean.Mean, 100 * mean.StandardError, "0.00");

    /// <summary>57.83</summary>
    public static string Percent(double share) => Text(100 * share, "0.00");

    /// <summary>+1.16</summary>
    public static string Points(double difference) => Text(100 * difference, "+0.00;−0.00;0.00");

    /// <summary>+0.41 to +1.91</summary>
    public static string Interval((double Low, double High)? interval) =>
        interval is var (low, high) ? $"{Points(low)} to {Points(high)}" : None;

    /// <summary>55 %, 57.5 %</summary>
    public static string Threshold(double share) => Text(100 * share, "0.##") + " %";

    /// <summary>0.031; what would read as nought is a bound.</summary>
    public static string P(double? p) => p switch
    {
        null => None,
        < 0.001 => "< 0.001",
        _ => Text(p.Value, "0.000"),
    };

    /// <summary>12,345</summary>
    public static string Count(double? count) => count is { } value ? Text(value, "#,0.##") : None;

    /// <summary>Seconds with a digit that says something: 0.42, 12.3, 1,234.</summary>
    public static string Seconds(double? seconds) => seconds switch
    {
        null => None,
        < 0.005 => "0",
        < 1 => Text(seconds.Value, "0.00"),
        < 100 => Text(seconds.Value, "0.0"),
        _ => Text(seconds.Value, "#,0"),
    };

    private static string WithError(double mean, double? error, string format) =>
        error is { } value ? $"{Text(mean, format)} ± {Text(value, format)}" : Text(mean, format);

    private static string Text(double value, string format) =>
        double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : None;
}
