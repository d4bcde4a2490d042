using System.Globalization;
using System.Net;
using System.Text;

namespace IlgpuCnn.Cli.Reports.Writers;

/// <summary>Writes a report as one HTML file that needs no other and no script.</summary>
public sealed class PageWriter
{
    private readonly StringBuilder html = new();

    private PageWriter()
    {
    }

    /// <summary>The whole page.</summary>
    public static string Of(Report report)
    {
        PageWriter writer = new();
        foreach (ReportBlock block in report.Blocks)
            writer.Add(block);
        return HtmlPage.Of(report.Title, writer.html.ToString());
    }

    private void Add(ReportBlock block)
    {
        if (block.Heading.Length > 0)
            Add($"<h2>{block.Heading}</h2>\n");
        switch (block)
        {
            case ReportText text:
                Add(text);
                break;
            case ReportFacts facts:
                Add(facts);
                break;
            case ReportTable table:
                Add(table);
                break;
            case ReportCommand command:
                Add($"<p class=\"quiet\"><code>{command.CommandLine}</code></p>\n");
                break;
            case ReportChart chart:
                html.Append("<figure>\n").Append(chart.Chart.ToSvg());
                Add($"\n<figcaption>{chart.Caption}</figcaption>\n</figure>\n");
                break;
            case ReportPicture picture:
                Add(picture);
                break;
            default:
                throw new ArgumentException($"A page has no form for {block.GetType().Name}.", nameof(block));
        }
    }

    private void Add(ReportText text)
    {
        foreach (string sentence in text.Sentences)
        {
            html.Append(text.IsNotice ? "<p class=\"warning\">" : "<p>");
            Add($"{sentence}</p>\n");
        }
    }

    private void Add(ReportFacts facts)
    {
        html.Append("<table>\n");
        foreach (ReportFact fact in facts.Facts)
            Add($"<tr><th>{fact.Name}</th><td>{fact.Value}</td></tr>\n");
        html.Append("</table>\n");
    }

    private void Add(ReportTable table)
    {
        html.Append("<div class=\"wide\">\n<table>\n<thead>");
        AddRow("th", table, [.. table.Columns.Select(column => column.Head)]);
        html.Append("</thead>\n<tbody>\n");
        foreach (IReadOnlyList<string> row in table.Rows)
        {
            AddRow("td", table, row);
            html.Append('\n');
        }

        html.Append("</tbody>\n</table>\n</div>\n");
        if (table.Note.Length > 0)
            Add($"<p class=\"quiet\">{table.Note}</p>\n");
    }

    private void AddRow(string tag, ReportTable table, IReadOnlyList<string> cells)
    {
        html.Append("<tr>");
        for (int i = 0; i < cells.Count; i++)
        {
            html.Append('<').Append(tag).Append(table.Columns[i].HoldsNumbers ? " class=\"number\">" : ">");
            Add($"{cells[i]}</");
            html.Append(tag).Append('>');
        }

        html.Append("</tr>");
    }

    private void Add(ReportPicture picture)
    {
        Add($"<figure><figcaption>{picture.Caption}</figcaption>\n");
        html.Append("<div class=\"rows\"><div>\n");
        foreach (string name in picture.RowNames)
            Add($"<div style=\"height: {picture.RowHeight}px; line-height: {picture.RowHeight}px\">{name}</div>\n");
        Add($"</div><img alt=\"{picture.Description}\" width=\"{picture.Width}\"");
        Add($" height=\"{picture.RowNames.Count * picture.RowHeight}\" src=\"{picture.Address}\"></div></figure>\n");
    }

    // What is put into the text is escaped.
    private void Add(FormattableString text)
    {
        object[] escaped = [.. text.GetArguments().Select(value =>
            WebUtility.HtmlEncode(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""))];
        html.AppendFormat(CultureInfo.InvariantCulture, text.Format, escaped);
    }
}
