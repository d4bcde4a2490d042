using System.CommandLine;
using IlgpuCnn.Cli.Reports.Comparison;
using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Text;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Network.Comparison;

namespace IlgpuCnn.Cli.Commands;

/// <summary>One comparison from its plan to its report.</summary>
internal sealed class ComparisonSession(ComparisonPlan plan, string folder)
{
    /// <summary>Runs what is missing, prints the tables and writes the report.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="openDevice">Opens the device, as one of so many that compute at once.</param>
    /// <param name="more">Further parts of the report.</param>
    /// <exception cref="InputException">Something asked for can't be had; what is finished stays.</exception>
    public void Run(
        ParseResult parsed, Func<int, ComputeDevice> openDevice,
        Func<ComparisonAnalysis, IReadOnlyList<ReportBlock>>? more = null)
    {
        plan.Check();
        ImageData data = LoadedData.Of(parsed, plan.Common.Data);
        using Interruption interruption = new();
        using ComparisonRunner runner = new(plan, data, folder, openDevice, new ComparisonProgress());
        Console.WriteLine($"{runner.Title}; {Plural.Of(plan.Arms.Count, "arm")}, {Plural.Of(plan.Runs.Count(), "run")}");
        Console.WriteLine($"Runs go to {folder}: the same command goes on there if it is interrupted.");
        ComparisonAnalysis analysis = Analyst.Analyse(runner.Run(interruption.Token));
        IReadOnlyList<ReportBlock> parts = more?.Invoke(analysis) ?? [];
        ComparisonReport.Write(analysis, folder, parts);
        Console.WriteLine();
        ComparisonReport.Print(analysis, parts);
        TerminalWriter.Print(
            new ReportFact("saved", $"{Path.Combine(folder, "report.html")}, results.csv, summary.csv"));
    }
}
