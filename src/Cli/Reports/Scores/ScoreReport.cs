using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Data.Scores;
using IlgpuCnn.Data.Text;
using IlgpuCnn.Network.Curriculum;
using IlgpuCnn.Network.Scores;

namespace IlgpuCnn.Cli.Reports.Scores;

/// <summary>Scores and scoring functions in lines for the terminal.</summary>
internal static class ScoreReport
{
    private const int Digits = 5;

    /// <summary>All scoring functions, a line each.</summary>
    public static ReportFacts Known() => new(
    [
        .. CatalogFacts.Of(ScoringFunction.Catalog).Facts,
        new ReportFact(
            "PATH",
            "scores of your own: any path ending in .csv or .parquet, with columns index (of the training images that "
                + "the data options leave, from 0), label, score"),
    ]);

    /// <summary>What a score came to, and where it is.</summary>
    public static ReportFacts Of(ScoreTable table, ImageSet images, string path) => new(
    [
        new("score", $"{table.Origin.Score}: {table.Origin.Method}"),
        new("images", $"{NumberText.Count(images.Count)} training images, {images.ClassNames.Length} classes"),
        new("values", Spread(table.Values)), new("seconds", NumberText.Seconds(table.Origin.Seconds)),
        .. table.Repeats.Length > 0 ? [new("repeats", $"{table.Repeats.Length}")] : (ReportFact[])[],
        .. Provenance(table), .. Truth(table, images), new("saved", path),
    ]);

    /// <summary>What a model saw of the images, and what that takes from the score.</summary>
    public static IEnumerable<ReportFact> Provenance(ScoreTable table) =>
    [
        new("in-sample", ScoreOrigin.Word(table.Origin.InSample)),
        .. ScoreSource.Warnings(table).Select(warning => new ReportFact("WARNING", warning)),
    ];

    /// <summary>A correlation, or why there is none.</summary>
    public static string Correlation(double? rho) =>
        rho is { } known ? NumberText.Correlation(known) : "none (all equal)";

    private static IEnumerable<ReportFact> Truth(ScoreTable table, ImageSet images)
    {
        if (images.Difficulty is not { } difficulty)
            yield break;
        double? rho = RankCorrelation.Spearman(table.Values, [.. difficulty.Select(d => (double)d)]);
        yield return new("truth", $"rank correlation with the known difficulty: {Correlation(rho)}");
    }

    private static string Spread(double[] values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        double median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return $"min {NumberText.Significant(sorted[0], Digits)}, median {NumberText.Significant(median, Digits)}, "
            + $"max {NumberText.Significant(sorted[^1], Digits)}";
    }
}
