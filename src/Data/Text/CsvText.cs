using System.Text;

namespace IlgpuCnn.Data.Text;

/// <summary>One record of a CSV file.</summary>
/// <param name="Line">The line on which it starts, from 1.</param>
/// <param name="Fields">Its fields, without their quotes.</param>
public readonly record struct CsvRecord(int Line, string[] Fields);

/// <summary>Comma-separated values as RFC 4180 has them.</summary>
public static class CsvText
{
    /// <summary>A field as it is written: in quotes where it holds a comma, a quote, a line break or a blank at an end.
    /// </summary>
    public static string Quoted(string field) =>
        field.AsSpan().IndexOfAny(",\"\r\n") < 0 && field.Trim().Length == field.Length
            ? field
            : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>All records; empty lines are left out.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="line">Lines that stand before it.</param>
    /// <exception cref="FormatException">A quoted field does not end.</exception>
    public static IEnumerable<CsvRecord> Read(TextReader reader, int line)
    {
        while (reader.ReadLine() is { } text)
        {
            int start = ++line;
            while (text.Count(c => c == '"') % 2 != 0)
            {
                text += "\n" + (reader.ReadLine()
                    ?? throw new FormatException($"has a quote in line {start} that nothing closes"));
                line++;
            }

            if (text.Length > 0)
                yield return new CsvRecord(start, Split(text));
        }
    }

    private static string[] Split(string text)
    {
        List<string> fields = [];
        StringBuilder field = new();
        bool quoted = false;
        foreach (char c in text)
        {
            if (c == ',' && !quoted)
            {
                fields.Add(Unquoted(field.ToString()));
                field.Clear();
                continue;
            }

            quoted ^= c == '"';
            field.Append(c);
        }

        return [.. fields, Unquoted(field.ToString())];
    }

    private static string Unquoted(string field)
    {
        string trimmed = field.Trim();
        return trimmed is ['"', _, ..] && trimmed[^1] == '"'
            ? trimmed[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal)
            : trimmed;
    }
}
