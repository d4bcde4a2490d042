using nietras.SeparatedValues;

namespace IlgpuCnn.Data.Text;

/// <summary>One record of a CSV file.</summary>
/// <param name="Line">The line on which it starts, from 1.</param>
/// <param name="Fields">Its fields, without their quotes.</param>
public readonly record struct CsvRecord(int Line, string[] Fields);

/// <summary>
/// Comma-separated values as RFC 4180 has them. Sep reads them; it does not quote fields that begin or end with a blank,
/// which readers trim, so they are written here.
/// </summary>
public static class CsvText
{
    /// <summary>A field as it is written: in quotes where it holds a comma, a quote, a line break or a blank at an end.
    /// </summary>
    public static string Quoted(string field) =>
        field.AsSpan().IndexOfAny(",\"\r\n") < 0 && field.Trim().Length == field.Length
            ? field
            : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>All records; empty lines are left out, and blanks around fields.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="line">Lines that stand before it.</param>
    /// <exception cref="FormatException">A quoted field does not end.</exception>
    public static IEnumerable<CsvRecord> Read(TextReader reader, int line)
    {
        using SepReader rows = Sep.New(',')
            .Reader(options => options with
            {
                HasHeader = false,
                DisableColCountCheck = true,
                Unescape = true,
                Trim = SepTrim.Outer,
            })
            .From(reader);
        int next = 1;
        while (rows.MoveNext())
        {
            SepReader.Row row = rows.Current;

            // Where a record starts is where the one before it ends: of the first, Sep says that it starts at its end.
            int start = line + next;
            next = row.LineNumberToExcl;
            if (row.Span.Count('"') % 2 != 0)
                throw new FormatException($"has a quote in line {start} that nothing closes");
            string[] fields = [.. Enumerable.Range(0, row.ColCount).Select(Field)];
            if (fields.Length > 1 || fields[0].Length > 0)
                yield return new CsvRecord(start, fields);
        }

        string Field(int column) => rows.Current[column].ToString();
    }
}
