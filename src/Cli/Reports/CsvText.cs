using System.Globalization;
using System.Text;

namespace IlgpuCnn.Cli.Reports;

/// <summary>A CSV file's text: cells with commas, quotes or line ends are quoted, as RFC 4180 asks.</summary>
internal sealed class CsvText
{
    private readonly StringBuilder text = new();

    /// <summary>Appends a line of numbers, words and, for what is not known, nulls.</summary>
    public void Add(IEnumerable<object?> cells) => text.AppendJoin(',', cells.Select(Cell)).Append('\n');

    /// <summary>All lines.</summary>
    public override string ToString() => text.ToString();

    private static string Cell(object? value) => value switch
    {
        null => "",
        double number => number.ToString("0.######", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Quoted(value.ToString()!),
    };

    private static string Quoted(string word) => word.AsSpan().IndexOfAny(",\"\r\n") < 0
        ? word
        : $"\"{word.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
