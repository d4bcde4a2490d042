using System.Globalization;
using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Network.Comparison;
using IlgpuCnn.Network.Comparison.Statistics;

namespace IlgpuCnn.Cli.Reports.Comparison;

/// <summary>
/// A comparison's numbers as two tables: results.csv with a row an arm and seed, summary.csv with a row an arm.
/// Accuracies, gaps and differences are shares in [0, 1]; what does not exist, or was never reached, is empty.
/// </summary>
internal static class ComparisonCsv
{
    /// <summary>results.csv: the final numbers of every run.</summary>
    public static string Results(ComparisonAnalysis analysis) => CsvWriter.Of(
        [
            "arm", "ordering", "score", "pacing", "seed", "steps", "images", "seconds", "score_seconds",
            "train_accuracy", "validation_accuracy", "test_accuracy", "test_loss", "gap", "area_under_curve",
            .. Columns("steps_to", analysis.Thresholds),
        ],
        from arm in analysis.Results.Arms
        from run in arm.Runs
        select (object?[])
        [
            .. Arm(arm), run.Seed, analysis.Results.Steps, run.Images, run.Seconds, arm.ScoreSeconds,
            run.Train.Accuracy, run.Validation?.Accuracy, run.Test.Accuracy, run.Test.Loss,
            run.Train.Accuracy - run.Test.Accuracy, run.Curve.Count > 0 ? Curves.Area(run.Curve) : null,
            .. analysis.Thresholds.Select(threshold => (object?)Curves.FirstReaching(run.Curve, threshold)?.Step),
        ]);

    /// <summary>summary.csv: means over seeds with standard errors, and differences to standard.</summary>
    public static string Summary(ComparisonAnalysis analysis)
    {
        Dictionary<string, ArmDifference> differences = analysis.Differences.ToDictionary(each => each.Arm);
        return CsvWriter.Of(
            [
                "arm", "ordering", "score", "pacing", "seeds", "test_accuracy", "test_accuracy_se",
                "validation_accuracy", "validation_accuracy_se", "test_loss", "test_loss_se", "gap", "gap_se",
                "area_under_curve", "area_under_curve_se", "seconds_with_score", "seconds_with_score_se",
                "score_seconds", "difference", "difference_low", "difference_high", "p", "p_holm", "detectable",
                "seeds_needed", .. Columns("steps_to", analysis.Thresholds),
                .. Columns("images_to", analysis.Thresholds), .. Columns("seconds_to", analysis.Thresholds),
                .. Columns("never", analysis.Thresholds),
            ],
            analysis.Arms.Select(arm => Cells(arm, differences.GetValueOrDefault(arm.Arm.Name))));
    }

    private static object?[] Cells(ArmSummary arm, ArmDifference? difference) =>
    [
        .. Arm(arm.Arm), arm.Arm.Runs.Count, .. Mean(arm.Test), .. Mean(arm.Validation), .. Mean(arm.TestLoss),
        .. Mean(arm.Gap), .. Mean(arm.AreaUnderCurve), .. Mean(arm.Seconds), arm.Arm.ScoreSeconds, difference?.Mean,
        difference?.Interval?.Low, difference?.Interval?.High, difference?.P, difference?.AdjustedP,
        difference?.Detectable, difference?.SeedsNeeded, .. arm.Reached.Select(reached => (object?)reached.Steps),
        .. arm.Reached.Select(reached => (object?)reached.Images),
        .. arm.Reached.Select(reached => (object?)reached.Seconds),
        .. arm.Reached.Select(reached => (object?)reached.Censored),
    ];

    private static IEnumerable<string> Columns(string name, IReadOnlyList<double> thresholds) =>
        thresholds.Select(each => string.Create(CultureInfo.InvariantCulture, $"{name}_{each:0.######}"));

    private static object?[] Arm(ArmResults arm) =>
        [arm.Name, arm.Ordering.ToString().ToLowerInvariant(), arm.Score, arm.Pacing];

    private static object?[] Mean(MeanOfSeeds? mean) => [mean?.Mean, mean?.StandardError];
}
