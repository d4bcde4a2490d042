using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Comparison;

namespace IlgpuCnn.Cli.Reports.Comparison;

/// <summary>Everything a person reads of a comparison: on the terminal, as tables of numbers and as a page.</summary>
public static class ComparisonReport
{
    /// <summary>Writes results.csv, summary.csv and report.html, each whole or not at all.</summary>
    /// <param name="analysis">What to report.</param>
    /// <param name="folder">Where to; made where it is missing.</param>
    /// <param name="more">Further parts, such as a <see cref="PublishedSection"/>, before the charts.</param>
    /// <exception cref="InputException">A file can't be written.</exception>
    public static void Write(ComparisonAnalysis analysis, string folder, params IReadOnlyList<ReportBlock> more)
    {
        ReportFile.MakeFolder(folder);
        ReportFile.Write(folder, "results.csv", ComparisonCsv.Results(analysis));
        ReportFile.Write(folder, "summary.csv", ComparisonCsv.Summary(analysis));
        ReportFile.Write(folder, "report.html", PageWriter.Of(Of(analysis, more)));
    }

    /// <summary>Prints on standard output.</summary>
    /// <param name="analysis">What to report.</param>
    /// <param name="more">Further parts, such as a <see cref="PublishedSection"/>, after the conclusions.</param>
    public static void Print(ComparisonAnalysis analysis, params IReadOnlyList<ReportBlock> more) =>
        TerminalWriter.Print(Of(analysis, more));

    /// <summary>A comparison as the plain text that a terminal would show.</summary>
    /// <param name="analysis">What to report.</param>
    /// <param name="width">Most characters of a line.</param>
    /// <param name="more">Further parts, such as a <see cref="PublishedSection"/>, after the conclusions.</param>
    public static string Text(ComparisonAnalysis analysis, int width, params IReadOnlyList<ReportBlock> more) =>
        TerminalWriter.Text(Of(analysis, more), width);

    // Sentences and tables, then charts.
    private static Report Of(ComparisonAnalysis analysis, IReadOnlyList<ReportBlock> more) => new(
        analysis.Results.Title,
        [
            new ReportCommand(analysis.Results.Command), .. ComparisonText.Opening(analysis),
            .. ComparisonTables.Of(analysis), .. ComparisonText.Closing(analysis), .. more,
            .. ComparisonFigures.Of(analysis),
        ]);
}
