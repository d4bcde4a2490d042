using IlgpuCnn.Cli.Reports.Charts;

namespace IlgpuCnn.Cli.Reports.Writers;

/// <summary>A part of a report: text, facts, a table or a picture.</summary>
/// <param name="Heading">What it is about; empty for none.</param>
public abstract record ReportBlock(string Heading);

/// <summary>Sentences, a paragraph each.</summary>
/// <param name="Heading">What they are about; empty for none.</param>
/// <param name="Sentences">In the order to be read.</param>
/// <param name="IsNotice">Whether a reader must not miss them.</param>
public sealed record ReportText(string Heading, IReadOnlyList<string> Sentences, bool IsNotice = false)
    : ReportBlock(Heading);

/// <summary>Names with what belongs to each, a line each.</summary>
/// <param name="Heading">What they are about; empty for none.</param>
/// <param name="Facts">In the order to be read.</param>
public sealed record ReportFacts(string Heading, IReadOnlyList<ReportFact> Facts) : ReportBlock(Heading)
{
    /// <summary>Facts without a heading.</summary>
    public ReportFacts(params IReadOnlyList<ReportFact> facts)
        : this("", facts)
    {
    }
}

/// <summary>A line of <see cref="ReportFacts"/>.</summary>
public sealed record ReportFact(string Name, string Value);

/// <summary>A table whose cells are ready to be read.</summary>
/// <param name="Heading">What it is about; empty for none.</param>
/// <param name="Columns">From left to right.</param>
/// <param name="Rows">As many cells each as there are columns.</param>
/// <param name="Note">How to read it; empty for none.</param>
public sealed record ReportTable(
    string Heading, IReadOnlyList<ReportColumn> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, string Note = "")
    : ReportBlock(Heading);

/// <summary>A column of a <see cref="ReportTable"/>.</summary>
/// <param name="Head">What stands above it.</param>
/// <param name="HoldsNumbers">Whether its cells are set right and never broken.</param>
public sealed record ReportColumn(string Head, bool HoldsNumbers)
{
    /// <summary>Columns of words.</summary>
    public static IEnumerable<ReportColumn> Words(params IEnumerable<string> heads) =>
        heads.Select(head => new ReportColumn(head, HoldsNumbers: false));

    /// <summary>Columns of numbers.</summary>
    public static IEnumerable<ReportColumn> Numbers(params IEnumerable<string> heads) =>
        heads.Select(head => new ReportColumn(head, HoldsNumbers: true));
}

/// <summary>The command whose results are reported; a terminal, where it was given, leaves it out.</summary>
/// <param name="CommandLine">As it can be given again.</param>
public sealed record ReportCommand(string CommandLine) : ReportBlock("");

/// <summary>A chart; a terminal leaves it out.</summary>
/// <param name="Heading">What it is about; empty where the chart says so itself.</param>
/// <param name="Chart">The chart.</param>
/// <param name="Caption">How to read it.</param>
internal sealed record ReportChart(string Heading, Chart Chart, string Caption) : ReportBlock(Heading);

/// <summary>A picture of pixels in named rows of one height; a terminal leaves it out.</summary>
/// <param name="Heading">What it is about.</param>
/// <param name="Caption">How to read it.</param>
/// <param name="Description">What it shows, for those who can't see it.</param>
/// <param name="Address">Where it is: a file's name, or all of it as a data address.</param>
/// <param name="Width">On the page, in pixels.</param>
/// <param name="RowHeight">On the page, in pixels.</param>
/// <param name="RowNames">Stand left of the rows.</param>
public sealed record ReportPicture(
    string Heading, string Caption, string Description, string Address, int Width, int RowHeight,
    IReadOnlyList<string> RowNames) : ReportBlock(Heading);
