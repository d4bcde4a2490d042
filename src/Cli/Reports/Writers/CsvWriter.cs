using System.Globalization;
using System.Text;
using IlgpuCnn.Data.Text;

namespace IlgpuCnn.Cli.Reports.Writers;

/// <summary>A CSV file's text, line by line; what is not known, or is no number, is an empty cell.</summary>
internal sealed class CsvTable
{
    private readonly StringBuilder text = new();

    /// <summary>Appends a line of numbers, words and nulls.</summary>
    public void Add(IEnumerable<object?> cells) => text.AppendJoin(',', cells.Select(Cell)).Append('\n');

    /// <summary>All lines.</summary>
    public override string ToString() => text.ToString();

    private static string Cell(object? value) => value switch
    {
        null => "",
        double number when !double.IsFinite(number) => "",
        double number => number.ToString("0.######", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => CsvText.Quoted(value.ToString()!),
    };
}
