using System.Globalization;

namespace IlgpuCnn.Data.Text;

/// <summary>
/// Numbers as people read them, in sentences and tables alike: shares in per cent, differences in percentage points,
/// a true minus sign, and <see cref="None"/> for what is unknown or no number.
/// </summary>
public static class NumberText
{
    /// <summary>Stands where there is no number.</summary>
    public const string None = "-";

    private const double LeastP = 0.001;

    /// <summary>A share in per cent, without the sign: "57.83".</summary>
    public static string Percent(double share) => Text(100 * share, "0.00;−0.00;0.00");

    /// <summary>A mean share in per cent, with its standard error where that is known: "57.83 ± 0.21".</summary>
    public static string Percent(double mean, double? error) =>
        error is { } value ? $"{Percent(mean)} ± {Percent(value)}" : Percent(mean);

    /// <summary>A share in per cent, without the sign and without idle digits: "55", "57.5".</summary>
    public static string ShortPercent(double share) => Text(100 * share, "0.##");

    /// <summary>A difference of shares in percentage points, always with a sign: "+1.16".</summary>
    public static string Points(double difference) => Text(100 * difference, "+0.00;−0.00;0.00");

    /// <summary>Both ends of an interval of differences: "+0.41 to +1.91".</summary>
    public static string Interval((double Low, double High)? interval) =>
        interval is var (low, high) ? $"{Points(low)} to {Points(high)}" : None;

    /// <summary>A probability of error in a table: "0.031"; what would read as nought is a bound, "&lt; 0.001".
    /// </summary>
    public static string P(double? p) => p switch
    {
        null => None,
        < LeastP => "< 0.001",
        _ => Text(p.Value, "0.000"),
    };

    /// <summary>A probability of error in a sentence: "p = 0.031", "p &lt; 0.001".</summary>
    public static string PEquals(double p) => p < LeastP ? $"p {P(p)}" : $"p = {P(p)}";

    /// <summary>A coefficient of correlation: "0.873", "−0.031".</summary>
    public static string Correlation(double rho) => Decimals(rho, 3);

    /// <summary>A number of things, halves of medians included: "12,345", "4.5".</summary>
    public static string Count(double? count) => count is { } value ? Text(value, "#,0.##") : None;

    /// <summary>Seconds with a digit that says something: "0.42", "12.3", "1,234".</summary>
    public static string Seconds(double? seconds) => seconds switch
    {
        null => None,
        < 0.005 => "0",
        < 1 => Decimals(seconds.Value, 2),
        < 100 => Decimals(seconds.Value, 1),
        _ => Text(seconds.Value, "#,0"),
    };

    /// <summary>A time by the clock: "2:05", and with hours "1:02:05".</summary>
    public static string Clock(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time:mm\\:ss}")
        : time.ToString(@"m\:ss", CultureInfo.InvariantCulture);

    /// <summary>A number with so many digits behind the point: "0.1250"; a loss that is none says so: "NaN".</summary>
    public static string Decimals(double value, int digits)
    {
        string format = "0." + new string('0', digits);
        return value.ToString($"{format};−{format};{format}", CultureInfo.InvariantCulture);
    }

    /// <summary>A number of any magnitude with so many digits that count: "0.35772", "1E-05".</summary>
    public static string Significant(double value, int digits) =>
        value < 0 && double.IsFinite(value) ? "−" + Text(-value, $"G{digits}") : Text(value, $"G{digits}");

    private static string Text(double value, string format) =>
        double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : None;
}
