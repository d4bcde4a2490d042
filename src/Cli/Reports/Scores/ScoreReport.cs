using System.Globalization;
using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Data.Scores;
using IlgpuCnn.Network.Curriculum;
using IlgpuCnn.Network.Scores;

namespace IlgpuCnn.Cli.Reports.Scores;

/// <summary>Shows scores on the terminal.</summary>
internal static class ScoreReport
{
    /// <summary>All scoring functions, a line each.</summary>
    public static void PrintKnown()
    {
        (string, string) own = (
            "PATH",
            "scores of your own: any path ending in .csv or .parquet, with columns index (of the training images that the "
            + "data options leave, from 0), label, score");
        CatalogList.Print([.. ScoringFunction.Catalog.Entries.Select(entry => (entry.Form, entry.Description)), own]);
    }

    /// <summary>What a score came to, and where it is.</summary>
    public static void Print(ScoreTable table, ImageSet images, string path)
    {
        Console.WriteLine($"score       {table.Origin.Score}: {table.Origin.Method}");
        Console.WriteLine($"images      {images.Count:N0} training images, {images.ClassNames.Length} classes");
        Console.WriteLine($"values      {Spread(table.Values)}");
        Console.WriteLine($"seconds     {Number(table.Origin.Seconds, "0.###")}");
        if (table.Repeats.Length > 0)
            Console.WriteLine($"repeats     {table.Repeats.Length}");
        PrintProvenance(table);
        if (images.Difficulty is { } difficulty)
        {
            double? rho = RankCorrelation.Spearman(table.Values, [.. difficulty.Select(d => (double)d)]);
            Console.WriteLine($"truth       rank correlation with the known difficulty: {Correlation(rho)}");
        }

        Console.WriteLine($"saved       {path}");
    }

    /// <summary>What a model saw of the images, and what that takes from the score.</summary>
    public static void PrintProvenance(ScoreTable table)
    {
        Console.WriteLine($"in-sample   {ScoreOrigin.Word(table.Origin.InSample)}");
        foreach (string warning in ScoreSource.Warnings(table))
            Console.WriteLine($"WARNING     {warning}");
    }

    /// <summary>A correlation as it is printed everywhere.</summary>
    public static string Correlation(double? rho) =>
        rho is { } known ? Number(known, "0.000;-0.000;0.000") : "none (all equal)";

    private static string Spread(double[] values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        double median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return $"min {Number(sorted[0], "G5")}, median {Number(median, "G5")}, max {Number(sorted[^1], "G5")}";
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
