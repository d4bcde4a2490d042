using System.Globalization;
using System.Text;
using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Data.Scores;
using IlgpuCnn.Network.Curriculum;
using SkiaSharp;

namespace IlgpuCnn.Cli.Reports.Scores;

/// <summary>audit.html: a score audit with its contact sheets, one file of a few megabytes at most.</summary>
internal static class AuditPage
{
    // Of all pictures before base64 makes them a third larger: a page stays under 5 MB.
    private const int MostPictureBytes = 3_400_000;
    private const int LargestDoubled = 48;

    /// <summary>The page.</summary>
    /// <param name="audit">What was found.</param>
    /// <param name="images">What was scored.</param>
    /// <param name="data">The images in words.</param>
    /// <param name="sheets">A contact sheet a score, in the audit's order.</param>
    public static string Of(ScoreAudit audit, ImageSet images, string data, IReadOnlyList<ContactSheet> sheets)
    {
        StringBuilder body = new();
        body.Append(CultureInfo.InvariantCulture, $"<p>{HtmlPage.Text(data)}</p>\n");
        foreach (string warning in audit.Scores.SelectMany(score => ScoreSource.Warnings(score.Table)).Distinct())
            Add(body, $"<p class=\"warning\">{warning}</p>\n");
        Origins(body, audit);
        Correlations(body, audit);
        Missing(body, audit, images);
        for (int i = 0; i < sheets.Count; i++)
            Sheet(body, audit.Scores[i].Name, sheets[i], MostPictureBytes / sheets.Count);
        return HtmlPage.Of("Score audit", body.ToString());
    }

    private static void Origins(StringBuilder body, ScoreAudit audit)
    {
        body.Append("<h2>Where the scores come from</h2>\n<div class=\"wide\"><table>\n<thead><tr><th>file</th>"
            + "<th>score</th><th>how</th><th>seconds</th><th>in-sample</th><th>saw other labels</th>"
            + "<th>split-half reliability</th></tr></thead>\n");
        foreach (AuditedScore score in audit.Scores)
        {
            ScoreOrigin origin = score.Table.Origin;
            Add(body, $"<tr><th>{score.Name}</th><td><code>{origin.Score}</code></td><td>{origin.Method}</td>");
            Add(body, $"<td>{origin.Seconds:0.###}</td><td>{ScoreOrigin.Word(origin.InSample)}</td>");
            body.Append(origin.SawOtherLabels == true ? "<td class=\"warning\">" : "<td>");
            Add(body, $"{ScoreOrigin.Word(origin.SawOtherLabels)}</td>");
            Add(body, $"<td>{AuditReport.Text(score)}</td></tr>\n");
        }

        body.Append("</table></div>\n");
    }

    private static void Correlations(StringBuilder body, ScoreAudit audit)
    {
        body.Append("<h2>Rank correlations</h2>\n<div class=\"wide\"><table class=\"numbers\">\n"
            + "<caption>Spearman's ρ over all images, equal scores sharing their mean rank</caption>\n"
            + "<thead><tr><th></th>");
        foreach (string name in audit.Names)
            Add(body, $"<th>{name}</th>");
        body.Append("</tr></thead>\n");
        for (int row = 0; row < audit.Names.Count; row++)
        {
            Add(body, $"<tr><th>{audit.Names[row]}</th>");
            foreach (double? correlation in audit.Correlations[row])
                Add(body, $"<td>{ScoreReport.Correlation(correlation)}</td>");
            body.Append("</tr>\n");
        }

        body.Append("</table></div>\n");
    }

    private static void Missing(StringBuilder body, ScoreAudit audit, ImageSet images)
    {
        body.Append("<h2>Classes missing from the easiest images</h2>\n<div class=\"wide\"><table>\n"
            + "<caption>By the score alone, no class balanced</caption>\n<thead><tr><th>score</th><th>easiest</th>"
            + "<th>images</th><th>classes missing</th><th>which</th></tr></thead>\n");
        foreach (AuditedScore score in audit.Scores)
        {
            foreach (EasiestShare share in score.Easiest)
            {
                string names = string.Join(", ", share.Missing.Select(label => images.ClassNames[label]));
                Add(body, $"<tr><th>{score.Name}</th><td>{share.Percentage} %</td><td>{share.Count}</td>");
                Add(body, $"<td>{share.Missing.Length} of {images.ClassNames.Length}</td><td>{names}</td></tr>\n");
            }
        }

        body.Append("</table></div>\n");
    }

    // One picture of all rows; the names beside it are text, each as high as its row.
    private static void Sheet(StringBuilder body, string name, ContactSheet sheet, int mostBytes)
    {
        int scale = sheet.Pitch <= LargestDoubled ? 2 : 1;
        int pitch = sheet.Pitch * scale;
        using SKBitmap tiles = sheet.Draw();
        Add(body, $"<h2>Easiest and hardest images of each class by {name}</h2>\n");
        body.Append("<figure class=\"bare\"><figcaption>Each row from the class's easiest image on the left to its "
            + "hardest on the right</figcaption>\n<div style=\"display: flex; gap: .75rem\"><div>\n");
        string height = FormattableString.Invariant($"height: {pitch}px; line-height: {pitch}px");
        foreach (ContactRow row in sheet.Rows)
            Add(body, $"<div style=\"{height}; white-space: nowrap\">{row.ClassName}</div>\n");
        Add(body, $"</div><img alt=\"Easiest and hardest images by {name}\" width=\"{sheet.Width * scale}\"");
        Add(body, $" height=\"{sheet.Rows.Count * pitch}\" style=\"image-rendering: pixelated\" src=\"");
        body.Append(PageImage.DataAddress(tiles, mostBytes)).Append("\"></div></figure>\n");
    }

    // Everything put into the text is escaped; what is HTML already is appended by itself.
    private static void Add(StringBuilder body, FormattableString html)
    {
        object[] escaped = [.. html.GetArguments().Select(value => value switch
        {
            string text => HtmlPage.Text(text),
            IFormattable number => number,
            _ => (object)HtmlPage.Text(value?.ToString() ?? ""),
        })];
        body.Append(string.Format(CultureInfo.InvariantCulture, html.Format, escaped));
    }
}
