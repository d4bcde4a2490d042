using System.Globalization;
using System.Text;
using IlgpuCnn.Data;

namespace IlgpuCnn.Cli.Reports;

/// <summary>A CSV file's text: cells with commas, quotes or line ends are quoted, as RFC 4180 asks.</summary>
internal sealed class CsvTable
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
        _ => CsvText.Quoted(value.ToString()!),
    };
}
