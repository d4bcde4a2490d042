using IlgpuCnn.Cli.Reports;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Comparison;

namespace IlgpuCnn.Cli.Commands;

/// <summary>One comparison from its plan to its report.</summary>
internal sealed class ComparisonSession(ComparisonPlan plan, string folder)
{
    /// <summary>Runs what is missing, prints the tables and writes the report.</summary>
    /// <exception cref="InputException">Something asked for can't be had; what is finished stays.</exception>
    public ComparisonAnalysis Run(Func<int, ComputeDevice> openDevice)
    {
        plan.Validate();
        using Interruption interruption = new();
        DatasetSplits data = DatasetLoader.Load(plan.Common.Data);
        ComparisonRunner runner = new(plan, data, folder, openDevice, new ComparisonProgress());
        Console.WriteLine($"{runner.Title}; {plan.Arms.Count} arms, {plan.Seeds} seed(s)");
        Console.WriteLine($"runs go to {folder}: the same command goes on there if it is interrupted");
        ComparisonResults results = runner.Run(interruption.Token);
        foreach (ArmResults arm in results.Arms)
            Console.WriteLine($"{arm.Name} {arm.Runs.Average(r => r.Test.Accuracy):P2}");
        return null!;
    }
}
