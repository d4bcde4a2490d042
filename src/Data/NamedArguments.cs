using System.Globalization;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data;

/// <summary>
/// Something described by one string, on the command line and in configurations: <c>name</c> or
/// <c>name(key=number,key=number)</c>, such as <c>step(every=600,gamma=0.5)</c>.
/// </summary>
public sealed class NamedArguments
{
    private readonly string text;
    private readonly Dictionary<string, double> values = [];
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
    /// <exception cref="InputException">It is missing, or under <paramref name="least"/>.</exception>
    public double Number(string key, double? fallback = null, double least = double.NegativeInfinity)
    {
        unread.Remove(key);
        if (!values.TryGetValue(key, out double value))
        {
            return fallback ?? throw new InputException(
                $"The {What} '{text}' needs {key}: write {Name}({key}=…).");
        }

        return value >= least
            ? value
            : throw new InputException(FormattableString.Invariant(
                $"In the {What} '{text}', {key} must be at least {least}."));
    }

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
        if (pair.Length != 2
            || !double.TryParse(pair[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            || !double.IsFinite(value))
        {
            throw new InputException($"In the {What} '{text}', '{part}' is not of the form key=number.");
        }

        if (!values.TryAdd(pair[0], value))
            throw new InputException($"In the {What} '{text}', {pair[0]} stands twice.");
        unread.Add(pair[0]);
    }
}
