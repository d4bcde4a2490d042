using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Data.Text;
using IlgpuCnn.Network.Comparison;

namespace IlgpuCnn.Cli.Reports.Comparison;

/// <summary>The tables of a comparison, for the terminal and the page: each fits in 80 columns.</summary>
internal static class ComparisonTables
{
    /// <summary>Accuracy, convergence where accuracies are to be reached, and cost, in this order.</summary>
    public static IEnumerable<ReportTable> Of(ComparisonAnalysis analysis)
    {
        yield return Accuracy(analysis);
        if (analysis.Thresholds.Count > 0)
            yield return Convergence(analysis);
        yield return Cost(analysis);
    }

    private static ReportTable Accuracy(ComparisonAnalysis analysis)
    {
        bool compares = analysis.Differences.Count > 0;
        Dictionary<string, ArmDifference> differences = analysis.Differences.ToDictionary(each => each.Arm);
        string[] compared = compares ? ["difference", "95 % interval", "p (Holm)"] : [];
        IEnumerable<string[]> rows = analysis.Arms.Select(arm => (string[])
        [
            arm.Arm.Name, NumberText.Count(arm.Arm.Runs.Count), arm.Test.Percent(),
            .. compares ? Cells(differences.GetValueOrDefault(arm.Arm.Name)) : [],
        ]);
        return new ReportTable(
            "Test accuracy",
            [.. ReportColumn.Words("arm"), .. ReportColumn.Numbers(["seeds", "accuracy, %", .. compared])],
            [.. rows], AccuracyNote(analysis, compares));
    }

    private static string[] Cells(ArmDifference? difference) => difference is null
        ? [NumberText.None, NumberText.None, NumberText.None]
        :
        [
            NumberText.Points(difference.Mean), NumberText.Interval(difference.Interval),
            NumberText.P(difference.AdjustedP),
        ];

    private static string AccuracyNote(ComparisonAnalysis analysis, bool compares)
    {
        List<string> notes = [];
        notes.Add(analysis.Arms.Any(arm => arm.Test.StandardError is not null)
            ? "Mean ± standard error over seeds."
            : "One seed: no standard errors.");
        if (compares)
            notes.Add($"Differences to '{analysis.Arms[0].Arm.Name}', paired by seed, in percentage points.");
        if (analysis.Differences.Any(each => each.AdjustedP is not null))
        {
            string correction = analysis.Differences.Count > 1
                ? $", corrected after Holm for {analysis.Differences.Count} arms"
                : "";
            notes.Add($"p: two-sided, by sign-flip permutation of the pairs{correction}.");
        }

        return string.Join(' ', notes);
    }

    // Arms stand under each other for one accuracy: that is the comparison a reader makes.
    private static ReportTable Convergence(ComparisonAnalysis analysis)
    {
        List<IReadOnlyList<string>> rows = [];
        for (int i = 0; i < analysis.Thresholds.Count; i++)
        {
            string threshold = $"{NumberText.ShortPercent(analysis.Thresholds[i])} %";
            foreach (ArmSummary arm in analysis.Arms)
            {
                ThresholdReached reached = arm.Reached[i];
                rows.Add(
                [
                    threshold, arm.Arm.Name, NumberText.Count(reached.Steps),
                    NumberText.Count(reached.Images), NumberText.Seconds(reached.Seconds), Runs(reached),
                ]);
                threshold = "";
            }
        }

        return new ReportTable(
            $"Time to reach a {analysis.Results.CurveSplit} accuracy",
            [
                .. ReportColumn.Words("accuracy", "arm"),
                .. ReportColumn.Numbers("steps", "examples", "seconds", "runs"),
            ],
            rows, ConvergenceNote(analysis));
    }

    private static string ConvergenceNote(ComparisonAnalysis analysis)
    {
        string medians = analysis.Arms.Any(arm => arm.Arm.Runs.Count > 1)
            ? "Medians over seeds; a run that never got there counts as later than any that did. "
            : "";
        return $"{medians}Seconds are of training, the score's cost included.";
    }

    private static string Runs(ThresholdReached reached)
    {
        int runs = reached.Runs + reached.Censored;
        return reached.Censored > 0 ? $"{reached.Censored} of {runs} never" : $"{runs} of {runs}";
    }

    private static ReportTable Cost(ComparisonAnalysis analysis)
    {
        bool validated = analysis.Arms.Any(arm => arm.Validation is not null);
        IEnumerable<string[]> rows = analysis.Arms.Select(arm => (string[])
        [
            arm.Arm.Name, .. validated ? [arm.Validation?.Percent() ?? NumberText.None] : (string[])[],
            NumberText.Percent(arm.AreaUnderCurve.Mean), arm.Gap.Percent(), NumberText.Seconds(arm.Seconds.Mean),
            NumberText.Seconds(arm.Arm.ScoreSeconds),
        ]);
        return new ReportTable(
            "Curve, gap and cost",
            [
                .. ReportColumn.Words("arm"),
                .. ReportColumn.Numbers(
                    [.. validated ? ["validation, %"] : (string[])[], "area, %", "gap", "seconds", "score"]),
            ],
            [.. rows],
            $"Area: mean {analysis.Results.CurveSplit} accuracy over the steps of a run. Gap: training minus test "
            + "accuracy, in percentage points. Seconds: of training, the score's cost, which "
            + "stands beside them, included.");
    }
}
