using System.Numerics;
using Parquet;
using Parquet.Schema;

namespace IlgpuCnn.Data.Scores;

/// <summary>
/// Scores as Parquet: the columns of <see cref="CsvScoreFormat"/>, its header as the file's key-value metadata under
/// keys of our own. Whole numbers may have any width and cells may be nullable when others wrote them.
/// </summary>
internal sealed class ParquetScoreFormat : IScoreFormat
{
    // Other writers leave metadata of theirs.
    private const string KeyPrefix = "ilgpucnn.";

    /// <inheritdoc/>
    public void Write(Stream stream, ScoreRows rows) => WriteAsync(stream, rows).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public ScoreRows Read(MemoryStream content)
    {
        try
        {
            return ReadAsync(content).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is not FormatException)
        {
            // The library lets out whatever a damaged file leads it into.
            string reason = e.Message.ReplaceLineEndings(" ").TrimEnd('.');
            throw new FormatException($"is no Parquet file, or damaged ({reason})", e);
        }
    }

    private static async Task WriteAsync(Stream stream, ScoreRows rows)
    {
        DataField[] fields =
        [
            .. rows.Columns().Select(name => name switch
            {
                ScoreRows.Index or ScoreRows.Label => new DataField<long>(name),
                ScoreRows.Class => new DataField(name, typeof(string), isNullable: false),
                _ => (DataField)new DataField<double>(name),
            }),
        ];
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), stream);
        writer.CustomMetadata = rows.Header.ToDictionary(pair => KeyPrefix + pair.Key, pair => pair.Value);
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        await group.WriteAsync<long>(fields[0], rows.Indices);
        await group.WriteAsync<long>(fields[1], rows.Labels);
        await group.WriteAsync<double>(fields[2], rows.Values);
        for (int r = 0; r < rows.Repeats.Length; r++)
            await group.WriteAsync<double>(fields[3 + r], rows.Repeats[r]);
        await group.WriteAsync(fields[^1], rows.Classes!);
    }

    private static async Task<ScoreRows> ReadAsync(MemoryStream content)
    {
        await using ParquetReader reader = await ParquetReader.CreateAsync(content);
        Dictionary<string, string> header = reader.CustomMetadata
            .Where(pair => pair.Key.StartsWith(KeyPrefix, StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key[KeyPrefix.Length..], pair => pair.Value);
        Dictionary<string, DataField> fields = reader.Schema.DataFields.ToDictionary(field => field.Name);
        (string[] repeats, bool named) = ScoreRows.Choose(fields.ContainsKey);
        double[][] repeated = new double[repeats.Length][];
        for (int r = 0; r < repeats.Length; r++)
            repeated[r] = await RealAsync(reader, fields[repeats[r]]);
        return new ScoreRows(
            header,
            await WholeAsync(reader, fields[ScoreRows.Index]),
            await WholeAsync(reader, fields[ScoreRows.Label]),
            await RealAsync(reader, fields[ScoreRows.Score]),
            repeated,
            named ? await TextAsync(reader, fields[ScoreRows.Class]) : null);
    }

    private static Task<long[]> WholeAsync(ParquetReader reader, DataField field) => field.ClrType switch
    {
        Type type when type == typeof(long) => ColumnAsync<long, long>(reader, field),
        Type type when type == typeof(int) => ColumnAsync<int, long>(reader, field),
        Type type when type == typeof(short) => ColumnAsync<short, long>(reader, field),
        Type type when type == typeof(byte) => ColumnAsync<byte, long>(reader, field),
        _ => throw new FormatException($"has a column '{field.Name}' that does not hold whole numbers"),
    };

    private static Task<double[]> RealAsync(ParquetReader reader, DataField field) => field.ClrType switch
    {
        Type type when type == typeof(double) => ColumnAsync<double, double>(reader, field),
        Type type when type == typeof(float) => ColumnAsync<float, double>(reader, field),
        Type type when type == typeof(long) => ColumnAsync<long, double>(reader, field),
        Type type when type == typeof(int) => ColumnAsync<int, double>(reader, field),
        _ => throw new FormatException($"has a column '{field.Name}' that does not hold numbers"),
    };

    private static async Task<TOut[]> ColumnAsync<T, TOut>(ParquetReader reader, DataField field)
        where T : struct, INumber<T>
        where TOut : struct, INumber<TOut>
    {
        List<TOut> values = [];
        foreach (ParquetRowGroupReader group in reader.RowGroups)
        {
            T?[] cells = new T?[group.RowCount];
            if (field.IsNullable)
            {
                await group.ReadAsync<T>(field, cells.AsMemory());
            }
            else
            {
                T[] full = new T[group.RowCount];
                await group.ReadAsync<T>(field, full.AsMemory());
                cells = [.. full.Select(value => (T?)value)];
            }

            values.AddRange(cells.Select(cell => TOut.CreateChecked(
                cell ?? throw new FormatException($"has an empty cell in its column '{field.Name}'"))));
        }

        return [.. values];
    }

    private static async Task<string[]> TextAsync(ParquetReader reader, DataField field)
    {
        if (field.ClrType != typeof(ReadOnlyMemory<char>))
            throw new FormatException($"has a column '{field.Name}' that does not hold words");
        List<string> values = [];
        foreach (ParquetRowGroupReader group in reader.RowGroups)
        {
            string?[] cells = new string?[group.RowCount];
            await group.ReadAsync(field, cells.AsMemory());
            values.AddRange(cells.Select(cell => cell ?? throw Empty(field)));
        }

        return [.. values];
    }

    private static FormatException Empty(DataField field) => new($"has an empty cell in its column '{field.Name}'");
}
