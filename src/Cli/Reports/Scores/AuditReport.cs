using System.Globalization;
using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Data.Scores;

namespace IlgpuCnn.Cli.Reports.Scores;

/// <summary>A score audit on the terminal and as a table for other programs.</summary>
internal static class AuditReport
{
    private const int NamedClasses = 5;

    /// <summary>Prints all but the pictures.</summary>
    public static void Print(ScoreAudit audit, ImageSet images)
    {
        foreach (AuditedScore score in audit.Scores)
        {
            ScoreOrigin origin = score.Table.Origin;
            Console.WriteLine($"{score.Name}: {origin.Score}, {origin.Method}");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seconds     {origin.Seconds:0.###}"));
            ScoreReport.PrintProvenance(score.Table);
            Console.WriteLine($"reliability {Text(score)}");
            Console.WriteLine();
        }

        Console.WriteLine("Rank correlation (Spearman)");
        PrintTable(
            ["", .. audit.Names],
            audit.Names.Select((name, row) => (string[])
                [name, .. audit.Correlations[row].Select(ScoreReport.Correlation)]));
        Console.WriteLine();
        Console.WriteLine("Classes without an image among the easiest, by the score alone");
        PrintTable(
            ["", "easiest", "images", "missing", ""],
            audit.Scores.SelectMany(score => score.Easiest.Select(share => (string[])
            [
                score.Name, $"{share.Percentage} %", $"{share.Count}",
                $"{share.Missing.Length} of {images.ClassNames.Length}", FirstNames(share.Missing, images),
            ])));
    }

    /// <summary>How much of a score's order comes back, in words.</summary>
    public static string Text(AuditedScore score)
    {
        if (score.Reliability is not { } found)
            return score.Table.Repeats.Length > 1 ? "unknown: all equal" : "unknown: the score has no repeats";
        string cuts = found.All ? $"all {found.Splits} splits" : $"{found.Splits} random splits";
        string corrected = found.Corrected?.ToString("0.000", CultureInfo.InvariantCulture) ?? "none";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{corrected} (Spearman–Brown; {found.Halves:0.000} between halves of {score.Table.Repeats.Length} repeats, "
            + $"mean of {cuts})");
    }

    /// <summary>Every pair's correlation, a row a pair.</summary>
    public static string ToCsv(ScoreAudit audit)
    {
        CsvTable csv = new();
        csv.Add(["a", "b", "spearman"]);
        for (int a = 0; a < audit.Names.Count; a++)
        {
            for (int b = a + 1; b < audit.Names.Count; b++)
                csv.Add([audit.Names[a], audit.Names[b], audit.Correlations[a][b]]);
        }

        return csv.ToString();
    }

    private static string FirstNames(int[] classes, ImageSet images)
    {
        string names = string.Join(", ", classes.Take(NamedClasses).Select(label => images.ClassNames[label]));
        return classes.Length > NamedClasses ? $"{names} and {classes.Length - NamedClasses} more" : names;
    }

    // The first column and the last, where it holds words, to the left; numbers to the right.
    private static void PrintTable(string[] heading, IEnumerable<string[]> rows)
    {
        string[][] all = [heading, .. rows];
        int[] widths = [.. heading.Select((_, column) => all.Max(row => row[column].Length))];
        bool words = heading[^1].Length == 0;
        foreach (string[] row in all)
        {
            IEnumerable<string> cells = row.Select((cell, c) =>
                c == 0 || (words && c == row.Length - 1) ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c]));
            Console.WriteLine($"  {string.Join("  ", cells)}".TrimEnd());
        }
    }
}
