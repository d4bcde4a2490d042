using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Data.Text;
using IlgpuCnn.Network.Comparison;

namespace IlgpuCnn.Cli.Reports.Comparison;

/// <summary>The sentences around a comparison's tables.</summary>
internal static class ComparisonText
{
    /// <summary>What has to be read before the tables; nothing where there is nothing to say.</summary>
    public static IEnumerable<ReportText> Opening(ComparisonAnalysis analysis)
    {
        if (analysis.Opening.Count > 0)
            yield return new ReportText("", [.. analysis.Opening.Select(Invocation.WithOptions)], IsNotice: true);
    }

    /// <summary>What follows from the tables, and the line that keeps the best arm honest.</summary>
    public static IEnumerable<ReportText> Closing(ComparisonAnalysis analysis)
    {
        if (analysis.Best is { } best)
            yield return new ReportText("Picking the best", Best(analysis, best));
        if (analysis.Conclusions.Count > 0)
            yield return new ReportText("What can be concluded", analysis.Conclusions);
    }

    private static string[] Best(ComparisonAnalysis analysis, BestOfMany best)
    {
        string split = analysis.Arms.Any(arm => arm.Validation is not null) ? "validation" : "test";
        string picked = best.Arms == 1 ? "Best arm" : $"Best arm of {best.Arms}, by {split} accuracy";
        string runs = best.Arms == 1 ? "1 standard run" : $"{best.Arms} standard runs";
        string luck = analysis.Arms[0].Test.StandardError is null
            ? "unknown: one seed does not show how far luck goes."
            : $"{NumberText.Percent(best.BestStandard)} % test accuracy.";
        return
        [
            $"{picked}: '{best.Arm}', {NumberText.Percent(best.Test)} % test accuracy.",
            $"Best of {runs}, by luck alone: {luck}",
        ];
    }
}
