using System.Globalization;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Catalogs;

/// <summary>
/// Something described by one string, on the command line and in configurations: <c>name</c> or
/// <c>name(key=number,key=number)</c>, such as <c>step(every=600,gamma=0.5)</c>. A value may be several numbers with
/// '/' between.
/// </summary>
public sealed class NamedArguments
{
    // Beyond it a number as it is read here is not each whole number.
    private const long MostWhole = 1L << 53;

    private readonly string text;
    private readonly Dictionary<string, double[]> values = [];
    private readonly HashSet<string> unread = [];

    private NamedArguments(string what, string text, string name)
    {
        What = what;
        this.text = text;
        Name = name;
    }

    /// <summary>What is described, for messages: "schedule".</summary>
    public string What { get; }

    /// <summary>The word before the parenthesis.</summary>
    public string Name { get; }

    /// <summary>Reads a description.</summary>
    /// <exception cref="InputException">
    /// It is not of this form, a value is no number, or a key stands twice.
    /// </exception>
    public static NamedArguments Parse(string what, string text)
    {
        string trimmed = text.Trim();
        int open = trimmed.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
            return new NamedArguments(what, text, trimmed);
        if (open == 0 || !trimmed.EndsWith(')'))
            throw new InputException($"The {what} '{text}' is not of the form name(key=value,…).");

        NamedArguments parsed = new(what, text, trimmed[..open].Trim());
        string inside = trimmed[(open + 1)..^1];
        const StringSplitOptions trim = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        foreach (string part in inside.Split(',', trim))
            parsed.Add(part);
        return parsed;
    }

    /// <summary>The value of a key, or <paramref name="fallback"/>; without one the key must be there.</summary>
    /// <exception cref="InputException">It is missing, several numbers, or out of the bounds given.</exception>
    public double Number(
        string key, double? fallback = null, double least = double.NegativeInfinity,
        double most = double.PositiveInfinity, double over = double.NegativeInfinity)
    {
        double[] numbers = Numbers(key, fallback is { } value ? [value] : null);
        if (numbers.Length > 1)
            throw new InputException($"In the {What} '{text}', {key} must be one number.");
        Check(key, numbers[0], least, most, over);
        return numbers[0];
    }

    /// <summary>The value of a key, as a whole number.</summary>
    /// <exception cref="InputException">
    /// It is not whole, several numbers, or under <paramref name="least"/>.
    /// </exception>
    public long WholeNumber(string key, double? fallback = null, double least = double.NegativeInfinity) =>
        Whole(key, Number(key, fallback, least));

    /// <summary>The same, of at most what an <see cref="int"/> holds.</summary>
    /// <exception cref="InputException">It is not whole, several numbers, or out of bounds.</exception>
    public int Count(string key, double? fallback = null, double least = 0) =>
        (int)Whole(key, Number(key, fallback, least, most: int.MaxValue));

    /// <summary>Whether a key was given.</summary>
    public bool Has(string key) => values.ContainsKey(key);

    /// <summary>The values of a key, written with '/' between, as whole numbers.</summary>
    /// <exception cref="InputException">One is not whole, or under <paramref name="least"/>.</exception>
    public long[] WholeNumbers(string key, double[] fallback, double least)
    {
        double[] numbers = Numbers(key, fallback);
        foreach (double number in numbers)
            Check(key, number, least, double.PositiveInfinity, double.NegativeInfinity);

        return [.. numbers.Select(number => Whole(key, number))];
    }

    /// <summary>An error: two keys that say the same in two ways.</summary>
    public InputException Contradiction(string key, string other) =>
        new($"In the {What} '{text}', {key} and {other} are both given: leave out one of them.");

    /// <summary>To be called after all keys were asked for.</summary>
    /// <exception cref="InputException">A key was given that nothing asked for.</exception>
    public void RejectUnread()
    {
        if (unread.Count > 0)
            throw new InputException($"The {What} '{text}' has an unknown argument '{unread.First()}'.");
    }

    private void Add(string part)
    {
        string[] pair = part.Split('=', StringSplitOptions.TrimEntries);
        double[] numbers = pair.Length == 2 ? ParseNumbers(pair[1]) : [];
        if (numbers.Length == 0)
            throw new InputException($"In the {What} '{text}', '{part}' is not of the form key=number.");

        if (!values.TryAdd(pair[0], numbers))
            throw new InputException($"In the {What} '{text}', {pair[0]} stands twice.");
        unread.Add(pair[0]);
    }

    // None where one of them is no number.
    private static double[] ParseNumbers(string list)
    {
        List<double> numbers = [];
        foreach (string word in list.Split('/', StringSplitOptions.TrimEntries))
        {
            if (!double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                || !double.IsFinite(number))
            {
                return [];
            }

            numbers.Add(number);
        }

        return [.. numbers];
    }

    private double[] Numbers(string key, double[]? fallback)
    {
        unread.Remove(key);
        return values.GetValueOrDefault(key) ?? fallback
            ?? throw new InputException($"The {What} '{text}' needs {key}: write {Name}({key}=…).");
    }

    private long Whole(string key, double number)
    {
        if (number != Math.Floor(number))
            throw new InputException($"In the {What} '{text}', {key} must be whole: it counts something.");
        return Math.Abs(number) <= MostWhole
            ? (long)number
            : throw new InputException($"In the {What} '{text}', {key} must be at most {MostWhole}.");
    }

    private void Check(string key, double value, double least, double most, double over)
    {
        string? bound = value < least ? $"at least {least}" : value <= over ? $"over {over}"
            : value > most ? $"at most {most}" : null;
        if (bound is not null)
            throw new InputException(FormattableString.Invariant($"In the {What} '{text}', {key} must be {bound}."));
    }
}
