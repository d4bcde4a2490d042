namespace IlgpuCnn.Cli.Reports.Writers;

/// <summary>A part of a report, shown on the terminal and on a page alike, from top to bottom.</summary>
/// <param name="Heading">What it is about; empty for none.</param>
public abstract record ReportBlock(string Heading);

/// <summary>Sentences, a paragraph each.</summary>
/// <param name="Heading">What they are about; empty for none.</param>
/// <param name="Sentences">In the order to be read.</param>
/// <param name="IsNotice">Whether a reader must not miss them.</param>
public sealed record ReportText(string Heading, IReadOnlyList<string> Sentences, bool IsNotice = false)
    : ReportBlock(Heading);

/// <summary>A table whose cells are ready to be read.</summary>
/// <param name="Heading">What it is about.</param>
/// <param name="Columns">Column heads.</param>
/// <param name="TextColumns">How many columns, from the left, hold words; the others hold numbers.</param>
/// <param name="Rows">As many cells each as there are columns.</param>
/// <param name="Note">How to read it; empty for none.</param>
public sealed record ReportTable(
    string Heading, IReadOnlyList<string> Columns, int TextColumns, IReadOnlyList<IReadOnlyList<string>> Rows,
    string Note) : ReportBlock(Heading);

/// <summary>A picture; the terminal leaves it out.</summary>
/// <param name="Heading">What it is about; empty where the picture says so itself.</param>
/// <param name="Svg">An svg element.</param>
/// <param name="Caption">How to read it.</param>
public sealed record ReportFigure(string Heading, string Svg, string Caption) : ReportBlock(Heading);
