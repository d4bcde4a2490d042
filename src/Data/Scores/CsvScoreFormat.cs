using System.Globalization;
using System.Text;
using IlgpuCnn.Data.Text;

namespace IlgpuCnn.Data.Scores;

/// <summary>
/// Scores as comma-separated values (RFC 4180, UTF-8): lines <c># key: value</c>, names of the columns, a row an image.
/// Numbers are written so that reading them gives the same bits. Without any <c>#</c> line it is a user's own file.
/// </summary>
internal sealed class CsvScoreFormat : IScoreFormat
{
    /// <inheritdoc/>
    public void Write(Stream stream, ScoreRows rows)
    {
        using StreamWriter writer = new(stream, leaveOpen: true) { NewLine = "\n" };
        foreach ((string key, string value) in rows.Header)
            writer.WriteLine($"# {key}: {value}");
        writer.WriteLine(string.Join(',', rows.Columns()));
        for (int i = 0; i < rows.Indices.Length; i++)
        {
            writer.WriteLine(string.Join(
                ',',
                [
                    rows.Indices[i].ToString(CultureInfo.InvariantCulture),
                    rows.Labels[i].ToString(CultureInfo.InvariantCulture),
                    Text(rows.Values[i]),
                    .. rows.Repeats.Select(repeat => Text(repeat[i])),
                    CsvText.Quoted(rows.Classes![i]),
                ]));
        }
    }

    /// <inheritdoc/>
    public ScoreRows Read(MemoryStream content)
    {
        using StreamReader reader = new(content, Encoding.UTF8, leaveOpen: true);
        Dictionary<string, string> header = [];
        int lines = 0;
        while (reader.Peek() == '#')
        {
            lines++;
            AddTo(header, reader.ReadLine()!, lines);
        }

        List<CsvRecord> records = [.. CsvText.Read(reader, lines)];
        if (records.Count == 0)
            throw new FormatException("has no columns");
        Dictionary<string, int> places = Places(records[0].Fields);
        (string[] repeats, bool named) = ScoreRows.Choose(places.ContainsKey);
        records.RemoveAt(0);
        return new ScoreRows(
            header, Whole(ScoreRows.Index), Whole(ScoreRows.Label), Real(ScoreRows.Score), [.. repeats.Select(Real)],
            named ? Cells(ScoreRows.Class, (text, _) => text) : null);

        long[] Whole(string column) => Cells(column, (text, line) => Integer(text, column, line));
        double[] Real(string column) => Cells(column, (text, line) => Number(text, column, line));
        T[] Cells<T>(string column, Func<string, int, T> read) =>
            [.. records.Select(record => read(Field(record, places[column], places.Count), record.Line))];
    }

    private static void AddTo(Dictionary<string, string> header, string line, int number)
    {
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !header.TryAdd(line[1..colon].Trim(), line[(colon + 1)..].Trim()))
            throw new FormatException($"has a damaged header: line {number} is not of the form '# key: value'");
    }

    private static Dictionary<string, int> Places(string[] columns)
    {
        Dictionary<string, int> places = new(StringComparer.OrdinalIgnoreCase);
        for (int c = 0; c < columns.Length; c++)
        {
            if (!places.TryAdd(columns[c].Trim(), c))
                throw new FormatException($"has the column '{columns[c].Trim()}' twice");
        }

        return places;
    }

    private static string Field(CsvRecord record, int place, int count) => record.Fields.Length == count
        ? record.Fields[place]
        : throw new FormatException(
            $"has {record.Fields.Length} fields in line {record.Line}, where its columns are {count}");

    private static long Integer(string text, string column, int line) =>
        long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw new FormatException($"has '{text}' as the {column} in line {line}, which is no whole number");

    private static double Number(string text, string column, int line) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw new FormatException($"has '{text}' as the {column} in line {line}, which is no number");

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
