using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Comparison;
using Spectre.Console;

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
        ReportFile.Write(folder, "report.html", ComparisonPage.Of(analysis, more));
    }

    /// <summary>Prints on standard output.</summary>
    /// <param name="analysis">What to report.</param>
    /// <param name="more">Further parts, such as a <see cref="PublishedSection"/>, after the conclusions.</param>
    public static void Print(ComparisonAnalysis analysis, params IReadOnlyList<ReportBlock> more) =>
        Print(analysis, ComparisonTerminal.StandardOutput, more);

    /// <summary>What <see cref="Print(ComparisonAnalysis, IReadOnlyList{ReportBlock})"/> prints, as plain text.
    /// </summary>
    /// <param name="analysis">What to report.</param>
    /// <param name="width">Columns to wrap at.</param>
    /// <param name="more">Further parts.</param>
    public static string Text(ComparisonAnalysis analysis, int width, params IReadOnlyList<ReportBlock> more)
    {
        using StringWriter text = new();
        IAnsiConsole console = ComparisonTerminal.Plain(text);
        console.Profile.Width = width;
        Print(analysis, console, more);
        return text.ToString();
    }

    internal static IEnumerable<ReportBlock> Blocks(ComparisonAnalysis analysis) =>
        [.. ComparisonText.Opening(analysis), .. ComparisonTables.Of(analysis), .. ComparisonText.Closing(analysis)];

    private static void Print(ComparisonAnalysis analysis, IAnsiConsole console, IReadOnlyList<ReportBlock> more) =>
        new ComparisonTerminal(console).Print(analysis.Results, [.. Blocks(analysis), .. more]);
}
