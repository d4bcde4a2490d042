using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Data.Scores;
using IlgpuCnn.Data.Text;
using IlgpuCnn.Network.Curriculum;

namespace IlgpuCnn.Cli.Reports.Scores;

/// <summary>A score audit in numbers and pictures: for the terminal, for a page and for other programs.</summary>
internal static class AuditReport
{
    // Of all pictures before base64 makes them a third larger: a page stays under 5 MB.
    private const int MostPictureBytes = 3_400_000;
    private const int NamedClasses = 5;

    /// <summary>All but the pictures, a score after the other.</summary>
    public static Report ForTerminal(ScoreAudit audit, ImageSet images) =>
        new("", [.. audit.Scores.Select(Facts), Correlations(audit), Missing(audit, images, NamedClasses)]);

    /// <summary>Scores beside each other and a contact sheet of each.</summary>
    /// <param name="audit">What was found.</param>
    /// <param name="images">What was scored.</param>
    /// <param name="data">The images in words.</param>
    /// <param name="sheets">A contact sheet a score, in the audit's order.</param>
    public static Report ForPage(ScoreAudit audit, ImageSet images, string data, IReadOnlyList<ContactSheet> sheets)
    {
        string[] warnings = [.. audit.Scores.SelectMany(score => ScoreSource.Warnings(score.Table)).Distinct()];
        return new(
            "Score audit",
            [
                new ReportText("", [data]), new ReportText("", warnings, IsNotice: true), Origins(audit),
                Correlations(audit), Missing(audit, images, int.MaxValue),
                .. sheets.Select((sheet, i) => sheet.ToBlock(
                    $"Easiest and hardest images of each class by {audit.Scores[i].Name}",
                    "Each row from the class's easiest image on the left to its hardest on the right",
                    $"Easiest and hardest images by {audit.Scores[i].Name}", MostPictureBytes / sheets.Count)),
            ]);
    }

    /// <summary>Every pair's correlation as CSV, a row a pair.</summary>
    public static string ToCsv(ScoreAudit audit) => CsvWriter.Of(
        ["a", "b", "spearman"],
        from a in Enumerable.Range(0, audit.Names.Count)
        from b in Enumerable.Range(a + 1, audit.Names.Count - a - 1)
        select (object?[])[audit.Names[a], audit.Names[b], audit.Correlations[a][b]]);

    private static ReportFacts Facts(AuditedScore score)
    {
        ScoreOrigin origin = score.Table.Origin;
        return new ReportFacts(
            $"{score.Name}: {origin.Score}, {origin.Method}",
            [
                new ReportFact("seconds", NumberText.Seconds(origin.Seconds)), .. ScoreReport.Provenance(score.Table),
                new ReportFact("reliability", Reliability(score)),
            ]);
    }

    private static ReportTable Origins(ScoreAudit audit) => new(
        "Where the scores come from",
        [
            .. ReportColumn.Words("file", "score", "how"), .. ReportColumn.Numbers("seconds"),
            .. ReportColumn.Words("in-sample", "saw other labels", "split-half reliability"),
        ],
        [
            .. from score in audit.Scores
               let origin = score.Table.Origin
               select (string[])
               [
                   score.Name, origin.Score, origin.Method, NumberText.Seconds(origin.Seconds),
                   ScoreOrigin.Word(origin.InSample), ScoreOrigin.Word(origin.SawOtherLabels), Reliability(score),
               ],
        ]);

    private static ReportTable Correlations(ScoreAudit audit) => new(
        "Rank correlations", [.. ReportColumn.Words(""), .. ReportColumn.Numbers(audit.Names)],
        [
            .. audit.Names.Select((name, row) => (string[])
                [name, .. audit.Correlations[row].Select(ScoreReport.Correlation)]),
        ],
        "Spearman's ρ over all images, equal scores sharing their mean rank.");

    private static ReportTable Missing(ScoreAudit audit, ImageSet images, int mostNamed) => new(
        "Classes missing from the easiest images",
        [
            .. ReportColumn.Words("score"), .. ReportColumn.Numbers("easiest", "images", "classes missing"),
            .. ReportColumn.Words("which"),
        ],
        [
            .. from score in audit.Scores
               from share in score.Easiest
               select (string[])
               [
                   score.Name, $"{share.Percentage} %", NumberText.Count(share.Count),
                   $"{share.Missing.Length} of {images.ClassNames.Length}", Names(share.Missing, images, mostNamed),
               ],
        ],
        "By the score alone, no class balanced.");

    // How much of a score's order comes back.
    private static string Reliability(AuditedScore score)
    {
        if (score.Reliability is not { } found)
            return score.Table.Repeats.Length > 1 ? "unknown: all equal" : "unknown: the score has no repeats";
        string cuts = found.All ? $"all {found.Splits} splits" : $"{found.Splits} random splits";
        string corrected = found.Corrected is { } rho ? NumberText.Correlation(rho) : "none";
        return $"{corrected} (Spearman–Brown; {NumberText.Correlation(found.Halves)} between halves of "
            + $"{score.Table.Repeats.Length} repeats, mean of {cuts})";
    }

    private static string Names(int[] classes, ImageSet images, int most)
    {
        string names = string.Join(", ", classes.Take(most).Select(label => images.ClassNames[label]));
        return classes.Length > most ? $"{names} and {classes.Length - most} more" : names;
    }
}
