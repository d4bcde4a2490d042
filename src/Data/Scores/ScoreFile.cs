using IlgpuCnn.Data.Files;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Scores;

/// <summary>
/// Scores on disk, by the file's extension as CSV or Parquet: columns index, label, score, score_1 … of the repeats,
/// class; and a header that holds the whole <see cref="ScoreOrigin"/>. A file that belongs to other images or other
/// labels is refused, so that no order is ever made from numbers that mean something else.
/// </summary>
public static class ScoreFile
{
    private static readonly Dictionary<string, IScoreFormat> Formats = new(StringComparer.OrdinalIgnoreCase)
    {
        [".csv"] = new CsvScoreFormat(),
        [".parquet"] = new ParquetScoreFormat(),
    };

    /// <summary>Whether a word names a score file rather than a scoring function.</summary>
    public static bool IsNamed(string text) => Formats.ContainsKey(Path.GetExtension(text));

    /// <summary>Refuses a path whose extension says no format.</summary>
    /// <exception cref="InputException">It does not.</exception>
    public static void RequireFormat(string path) => FormatOf(path);

    /// <summary>Writes a file in whole or not at all: a crash leaves what was there before.</summary>
    /// <param name="path">Ends in .csv or .parquet.</param>
    /// <param name="table">Scores of these images.</param>
    /// <param name="images">What was scored.</param>
    /// <exception cref="InputException">The file can't be written, or its extension says no format.</exception>
    /// <exception cref="ArgumentException">The scores are not these images'.</exception>
    public static void Save(string path, ScoreTable table, ImageSet images)
    {
        IScoreFormat format = FormatOf(path);
        if (table.Values.Length != images.Count || table.Repeats.Any(repeat => repeat.Length != images.Count)
            || table.Origin.Images != ImageSetHash.OfImages(images)
            || table.Origin.Labels != ImageSetHash.OfLabels(images))
        {
            throw new ArgumentException("The scores are not these images'.", nameof(table));
        }

        ScoreRows rows = new(
            ScoreHeader.Of(table.Origin), [.. Enumerable.Range(0, images.Count).Select(i => (long)i)],
            [.. images.Labels.Select(label => (long)label)], table.Values, table.Repeats,
            [.. images.Labels.Select(label => images.ClassNames[label])]);
        FileFaults.Writing("the score file", path, () => WholeFile.Replace(path, file => format.Write(file, rows)));
    }

    /// <summary>
    /// Reads the scores of some images. Rows may stand in any order. A file with no header is a user's own, and is
    /// known to belong to these images by its labels alone.
    /// </summary>
    /// <exception cref="InputException">It can't be read, is damaged, or belongs to other images or labels.</exception>
    public static ScoreTable Load(string path, ImageSet images)
    {
        IScoreFormat format = FormatOf(path);
        using MemoryStream content = new(FileFaults.Reading("the score file", path, () => File.ReadAllBytes(path)));
        try
        {
            ScoreRows rows = format.Read(content);
            ScoreOrigin here = UsersOrigin(images);
            ScoreOrigin origin = rows.Header.Count == 0 ? here : ScoreHeader.Read(rows.Header);
            ScoreMatch.Check(rows, origin, here, images);
            int[] rowOf = ScoreMatch.RowOfEachImage(rows, images);
            return new ScoreTable(
                origin, [.. rowOf.Select(row => rows.Values[row])],
                [.. rows.Repeats.Select(repeat => rowOf.Select(row => repeat[row]).ToArray())]);
        }
        catch (FormatException e)
        {
            throw new InputException($"The score file '{path}' {e.Message}.", e);
        }
    }

    private static ScoreOrigin UsersOrigin(ImageSet images) => new()
    {
        Score = "file",
        Method = "given by the user",
        Images = ImageSetHash.OfImages(images),
        Labels = ImageSetHash.OfLabels(images),
        InSample = null,
        SawOtherLabels = null,
    };

    private static IScoreFormat FormatOf(string path) =>
        Formats.TryGetValue(Path.GetExtension(path), out IScoreFormat? format)
            ? format
            : throw new InputException(
                $"The score file '{path}' must end in {string.Join(" or ", Formats.Keys)}, which says its format.");
}
