using System.Text;
using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Network.Comparison;

namespace IlgpuCnn.Cli.Reports.Comparison;

/// <summary>A comparison as one HTML file that needs no other: sentences, tables, then charts.</summary>
internal static class ComparisonPage
{
    /// <summary>The page.</summary>
    /// <param name="analysis">What to report.</param>
    /// <param name="more">Further parts, between conclusions and charts.</param>
    public static string Of(ComparisonAnalysis analysis, IEnumerable<ReportBlock> more)
    {
        StringBuilder body = new();
        body.Append("<p class=\"quiet\"><code>").Append(HtmlPage.Text(analysis.Results.Command))
            .Append("</code></p>\n");
        foreach (ReportBlock block in ComparisonReport.Blocks(analysis))
            Append(body, block);
        foreach (ReportBlock block in more)
            Append(body, block);
        foreach (ReportFigure figure in ComparisonFigures.Of(analysis))
            Append(body, figure);
        return HtmlPage.Of(analysis.Results.Title, body.ToString());
    }

    private static void Append(StringBuilder body, ReportBlock block)
    {
        if (block.Heading.Length > 0)
            body.Append("<h2>").Append(HtmlPage.Text(block.Heading)).Append("</h2>\n");
        switch (block)
        {
            case ReportText text:
                Append(body, text);
                break;
            case ReportTable table:
                Append(body, table);
                break;
            case ReportFigure figure:
                body.Append("<figure>\n").Append(figure.Svg).Append("\n<figcaption>")
                    .Append(HtmlPage.Text(figure.Caption)).Append("</figcaption>\n</figure>\n");
                break;
        }
    }

    private static void Append(StringBuilder body, ReportText text)
    {
        string opening = text.IsNotice ? "<p class=\"warning\">" : "<p>";
        foreach (string sentence in text.Sentences)
            body.Append(opening).Append(HtmlPage.Text(sentence)).Append("</p>\n");
    }

    private static void Append(StringBuilder body, ReportTable table)
    {
        body.Append("<div class=\"wide\">\n<table class=\"numbers\">\n<thead><tr>");
        for (int i = 0; i < table.Columns.Count; i++)
            Append(body, "th", table.Columns[i], isText: i < table.TextColumns);
        body.Append("</tr></thead>\n<tbody>\n");
        foreach (IReadOnlyList<string> row in table.Rows)
        {
            body.Append("<tr>");
            for (int i = 0; i < row.Count; i++)
                Append(body, "td", row[i], isText: i < table.TextColumns);
            body.Append("</tr>\n");
        }

        body.Append("</tbody>\n</table>\n</div>\n");
        if (table.Note.Length > 0)
            body.Append("<p class=\"quiet\">").Append(HtmlPage.Text(table.Note)).Append("</p>\n");
    }

    // The page sets all columns but the first as numbers.
    private static void Append(StringBuilder body, string tag, string cell, bool isText) =>
        body.Append('<').Append(tag).Append(isText ? " style=\"text-align:left\">" : ">").Append(HtmlPage.Text(cell))
            .Append("</").Append(tag).Append('>');
}
