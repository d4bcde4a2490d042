using System.Globalization;
using nietras.SeparatedValues;

namespace IlgpuCnn.Cli.Reports.Writers;

/// <summary>
/// Writes tables of raw values for other programs, as RFC 4180 has it; what is not known, or is no number, is an empty
/// cell.
/// </summary>
internal static class CsvWriter
{
    private static readonly SepWriterOptions Options =
        Sep.New(',').Writer(options => options with { Escape = true, CultureInfo = CultureInfo.InvariantCulture });

    /// <summary>The text of a file.</summary>
    /// <param name="columns">Heads, all different.</param>
    /// <param name="rows">As many numbers, words and nulls each as there are columns.</param>
    public static string Of(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows)
    {
        using StringWriter text = new() { NewLine = "\n" };
        using (SepWriter writer = Options.To(text, leaveOpen: true))
        {
            writer.Header.Add(columns);
            writer.Header.Write();
            foreach (IReadOnlyList<object?> cells in rows)
            {
                using SepWriter.Row row = writer.NewRow();
                for (int i = 0; i < cells.Count; i++)
                    row[i].Set(Cell(cells[i]));
            }
        }

        return text.ToString();
    }

    private static string Cell(object? value) => value switch
    {
        null => "",
        double number when !double.IsFinite(number) => "",
        double number => number.ToString("0.######", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
