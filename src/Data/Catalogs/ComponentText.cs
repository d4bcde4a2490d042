using System.Text;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Catalogs;

/// <summary>
/// The one grammar by which things are asked for, on the command line and in config.json: <c>name</c> or
/// <c>name(argument=value,argument=value)</c>, such as <c>step(every=600,gamma=0.5)</c>. A value that holds a comma, a
/// parenthesis or a quote stands in single quotes, in which two quotes are one: <c>cifar100(path='a, b')</c>.
/// </summary>
public sealed class ComponentText
{
    private static readonly char[] Special = [',', '(', ')', '=', '\''];

    private ComponentText(string kind, string text, string name, IReadOnlyList<KeyValuePair<string, string>> arguments)
    {
        Kind = kind;
        Text = text;
        Name = name;
        Arguments = arguments;
    }

    /// <summary>What kind of thing is asked for, for messages: "pacing function".</summary>
    public string Kind { get; }

    /// <summary>The whole text, without blanks around it.</summary>
    public string Text { get; }

    /// <summary>The name in front of the parenthesis.</summary>
    public string Name { get; }

    /// <summary>Arguments and values in the order in which they stand, values without their quotes.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Arguments { get; }

    /// <summary>Reads one text.</summary>
    /// <param name="kind">What kind of thing it names, for messages.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="InputException">It is not of the grammar, or an argument stands twice.</exception>
    public static ComponentText Parse(string kind, string text)
    {
        string trimmed = text.Trim();
        int open = trimmed.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
            return new ComponentText(kind, trimmed, trimmed, []);
        if (open == 0 || !trimmed.EndsWith(')'))
            throw new InputException($"The {kind} '{text}' is not of the form name(argument=value,…).");

        List<KeyValuePair<string, string>> arguments = [];
        foreach (string part in Split(kind, trimmed[(open + 1)..^1]))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            string key = equals < 0 ? "" : part[..equals].Trim();
            string value = equals < 0 ? "" : part[(equals + 1)..].Trim();
            if (key.Length == 0 || value.Length == 0)
                throw new InputException($"In the {kind} '{text}', '{part.Trim()}' is not of the form argument=value.");
            if (arguments.Any(argument => argument.Key == key))
                throw new InputException($"In the {kind} '{text}', {key} stands twice.");
            arguments.Add(new(key, Unquoted(value)));
        }

        return new ComponentText(kind, trimmed, trimmed[..open].Trim(), arguments);
    }

    /// <summary>Cuts a text at the commas that stand outside of parentheses and quotes; empty parts are left out.</summary>
    /// <param name="kind">What kind of thing it names, for messages.</param>
    /// <param name="text">Several texts with commas between.</param>
    /// <exception cref="InputException">A quote is not closed, or a parenthesis not opened or not closed.</exception>
    public static IReadOnlyList<string> Split(string kind, string text)
    {
        List<string> parts = [];
        StringBuilder part = new();
        bool quoted = false;
        int depth = 0;
        foreach (char c in text)
        {
            quoted ^= c == '\'';
            depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth < 0)
                throw new InputException($"The {kind} '{text}' has a parenthesis that nothing opens.");
            if (c != ',' || quoted || depth > 0)
            {
                part.Append(c);
                continue;
            }

            parts.Add(part.ToString());
            part.Clear();
        }

        if (quoted || depth > 0)
            throw new InputException($"The {kind} '{text}' has a {(quoted ? "quote" : "parenthesis")} that nothing closes.");
        parts.Add(part.ToString());
        return [.. parts.Select(each => each.Trim()).Where(each => each.Length > 0)];
    }

    /// <summary>Writes a text that <see cref="Parse"/> reads back.</summary>
    /// <param name="name">The name.</param>
    /// <param name="arguments">Arguments and values in their order.</param>
    public static string Write(string name, params IEnumerable<KeyValuePair<string, string>> arguments)
    {
        string[] written = [.. arguments.Select(argument => $"{argument.Key}={Quoted(argument.Value)}")];
        return written.Length == 0 ? name : $"{name}({string.Join(',', written)})";
    }

    private static string Quoted(string value) =>
        value.IndexOfAny(Special) < 0 && value.Trim().Length == value.Length && value.Length > 0
            ? value
            : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Unquoted(string value) => value is ['\'', .., '\'']
        ? value[1..^1].Replace("''", "'", StringComparison.Ordinal)
        : value;
}
