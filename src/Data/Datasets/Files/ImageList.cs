using System.Text;
using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Text;
using IlgpuCnn.Kernels;
using Parquet;
using Parquet.Schema;

namespace IlgpuCnn.Data.Datasets.Files;

/// <summary>A row of a list of images.</summary>
/// <param name="Name">The file, from the list's folder.</param>
/// <param name="Class">Name of its class.</param>
/// <param name="Split">What it is for; null where the list does not say.</param>
internal readonly record struct ListedImage(string Name, string Class, SplitKind? Split);

/// <summary>A list of image files with their classes: columns path, label and perhaps split, as CSV or Parquet.</summary>
internal static class ImageList
{
    private const string PathColumn = "path";
    private const string LabelColumn = "label";
    private const string SplitColumn = "split";

    private static readonly string[] Endings = [".csv", ".parquet"];

    /// <summary>Whether a path is a list's, by its ending.</summary>
    public static bool IsList(string path) =>
        Endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The list in a folder or archive that divides it, manifest.csv or manifest.parquet at its top or in the one folder
    /// there; null where there is none.
    /// </summary>
    public static StoredFile? In(FileListing listing)
    {
        string[] tops = [.. listing.Folders.Where(folder => !folder.Contains('/') && !folder.StartsWith('.'))];
        string only = tops.Length == 1 ? tops[0] + "/" : "";
        return listing.Files.Where(file => IsList(file.Name) && Path.GetFileNameWithoutExtension(file.Name) == "manifest")
            .Where(file => file.Name.Split('/') is [_] || (only.Length > 0 && file.Name.Split('/') is [var top, _] && top + "/" == only))
            .OrderBy(file => file.Name.Length).Select(file => (StoredFile?)file).FirstOrDefault();
    }

    /// <summary>Every row.</summary>
    /// <param name="content">The list.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <exception cref="InputException">It is damaged, or lacks a column.</exception>
    public static IReadOnlyList<ListedImage> Read(byte[] content, string path)
    {
        try
        {
            using MemoryStream stream = new(content);
            IReadOnlyDictionary<string, string[]> columns = path.EndsWith(Endings[1], StringComparison.OrdinalIgnoreCase)
                ? ReadParquetAsync(stream).GetAwaiter().GetResult()
                : ReadCsv(stream);
            return Rows(columns);
        }
        catch (FormatException e)
        {
            throw new InputException($"The list of images '{path}' {e.Message}.", e);
        }
    }

    private static ListedImage[] Rows(IReadOnlyDictionary<string, string[]> columns)
    {
        string[] names = Column(columns, PathColumn);
        string[] labels = Column(columns, LabelColumn);
        string[]? splits = columns.GetValueOrDefault(SplitColumn);
        if (names.Length == 0)
            throw new FormatException("has no rows");
        ListedImage[] rows = new ListedImage[names.Length];
        HashSet<string> seen = [];
        for (int i = 0; i < rows.Length; i++)
        {
            if (names[i].Length == 0 || labels[i].Length == 0)
                throw new FormatException($"has no {(names[i].Length == 0 ? PathColumn : LabelColumn)} in row {i + 1} under the columns' names");
            string name = Normalised(names[i]);
            if (!seen.Add(name))
                throw new FormatException($"names '{name}' twice: keep one of the rows");
            rows[i] = new ListedImage(name, labels[i], splits is null ? null : SplitOf(splits[i]));
        }

        return rows;
    }

    private static string Normalised(string name)
    {
        if (name.Contains('\0'))
            throw new FormatException("has a path with a character that no path has");
        string slashed = name.Replace('\\', '/');
        while (slashed.StartsWith("./", StringComparison.Ordinal))
            slashed = slashed[2..];
        return slashed;
    }

    private static string[] Column(IReadOnlyDictionary<string, string[]> columns, string name) =>
        columns.TryGetValue(name, out string[]? cells)
            ? cells
            : throw new FormatException(
                $"has no column '{name}': it needs {PathColumn} and {LabelColumn}, and may have {SplitColumn}; it has "
                + string.Join(", ", columns.Keys));

    private static SplitKind SplitOf(string word)
    {
        try
        {
            return KnownNames.Find("split", word, SourceImages.SplitWords);
        }
        catch (InputException e)
        {
            throw new FormatException($"can't be used: {e.Message.TrimEnd('.')}", e);
        }
    }

    private static Dictionary<string, string[]> ReadCsv(Stream stream)
    {
        CsvRecord[] records = Records(stream);
        if (records.Length == 0)
            throw new FormatException("is empty");
        string[] heads = [.. records[0].Fields.Select(field => field.ToLowerInvariant())];
        if (heads.Length == 1 && heads[0].IndexOfAny([';', '\t']) >= 0)
            throw new FormatException("has columns with ';' or tabs between: it needs commas");
        foreach (CsvRecord record in records)
        {
            if (record.Fields.Length != heads.Length)
                throw new FormatException($"has {Plural.Of(record.Fields.Length, "cell")} in line {record.Line} and {heads.Length} columns");
        }

        return heads.Distinct().Count() == heads.Length
            ? heads.Index().ToDictionary(
                head => head.Item, head => records.Skip(1).Select(record => record.Fields[head.Index]).ToArray())
            : throw new FormatException("has a column twice");
    }

    private static CsvRecord[] Records(Stream stream)
    {
        try
        {
            using StreamReader reader = new(stream, new UTF8Encoding(false, throwOnInvalidBytes: true));
            return [.. CsvText.Read(reader, 0)];
        }
        catch (DecoderFallbackException e)
        {
            throw new FormatException("is not in UTF-8: save it in that encoding", e);
        }
    }

    private static async Task<IReadOnlyDictionary<string, string[]>> ReadParquetAsync(MemoryStream stream)
    {
        try
        {
            await using ParquetReader reader = await ParquetReader.CreateAsync(stream);
            Dictionary<string, string[]> columns = [];
            foreach (DataField field in reader.Schema.DataFields)
            {
                if (field.Name is PathColumn or LabelColumn or SplitColumn)
                    columns[field.Name] = await WordsAsync(reader, field);
            }

            return columns;
        }
        catch (Exception e) when (e is not FormatException)
        {
            // The library lets out whatever a damaged file leads it into.
            throw new FormatException($"is no Parquet file, or damaged ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')})", e);
        }
    }

    private static async Task<string[]> WordsAsync(ParquetReader reader, DataField field)
    {
        if (field.ClrType != typeof(ReadOnlyMemory<char>))
            throw new FormatException($"has a column '{field.Name}' that does not hold words");
        List<string> words = [];
        foreach (ParquetRowGroupReader group in reader.RowGroups)
        {
            string?[] cells = new string?[group.RowCount];
            await group.ReadAsync(field, cells.AsMemory());
            words.AddRange(cells.Select(cell => cell ?? ""));
        }

        return [.. words];
    }
}
