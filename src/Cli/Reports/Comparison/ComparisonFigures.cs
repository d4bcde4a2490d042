using IlgpuCnn.Cli.Reports.Charts;
using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Network.Comparison;
using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Cli.Reports.Comparison;

/// <summary>The charts of a comparison. An arm has one colour in all of them.</summary>
internal sealed class ComparisonFigures
{
    public const int Width = 860;

    private const int Height = 400;
    private const int LowHeight = 260;

    private readonly ComparisonAnalysis analysis;
    private readonly ComparisonResults results;

    private ComparisonFigures(ComparisonAnalysis analysis) => (this.analysis, results) = (analysis, analysis.Results);

    /// <summary>All charts: curves first, what the arms saw under them, then the final numbers.</summary>
    public static IEnumerable<ReportChart> Of(ComparisonAnalysis analysis)
    {
        ComparisonFigures figures = new(analysis);
        string split = analysis.Results.CurveSplit;
        yield return figures.Curves(
            "Curves", $"Accuracy on the {split} images", "accuracy, %", point => 100 * point.Accuracy, Height);
        yield return figures.Trace(
            "Visible share of the training images", "share, %", (run, point) => Share(run, point), "");
        yield return figures.LearningRate();
        yield return figures.Curves("", $"Loss on the {split} images", "loss", point => point.Loss, Height);
        yield return figures.Curves("", "Training loss", "loss", point => point.TrainLoss, Height);
        yield return figures.Dots(
            "Final numbers", "Test accuracy", "accuracy, %", run => run.Test.Accuracy, arm => arm.Test);
        yield return figures.Dots(
            "", "Generalisation gap", "training minus test accuracy, points",
            run => run.Train.Accuracy - run.Test.Accuracy, arm => arm.Gap);
    }

    private static double Share(ArmRun run, TracePoint point) => 100.0 * point.Visible / Math.Max(1, run.Train.Count);

    private ReportChart Curves(string heading, string title, string label, Func<CurvePoint, double> value, int height)
    {
        List<ChartSeries> series = [];
        for (int i = 0; i < results.Arms.Count; i++)
        {
            SeedCurve curve = SeedCurve.Of(results.Arms[i].Runs, value);
            series.Add(new ChartSeries(results.Arms[i].Name, curve.Steps, curve.Mean, curve.Low, curve.High)
            {
                Colour = ChartColours.Of(i),
            });
        }

        string caption = SeedCurve.BandNote(results.Arms.Select(arm => arm.Runs.Count));
        return new ReportChart(
            heading, new LineChart(title, "step", label, series, Width, height),
            $"{title}, by step: mean over seeds. {caption}".TrimEnd());
    }

    private ReportChart LearningRate() => results.SameLearningRates
        ? new ReportChart(
            "",
            new LineChart(
                "Learning rate", "step", "learning rate",
                [Staircase("all arms", results.Arms[0].Runs[0], 0, (_, point) => point.LearningRate)], Width,
                LowHeight),
            "Learning rate by step, the same in all arms.")
        : Trace("Learning rate", "learning rate", (_, point) => point.LearningRate, "It differs between arms. ");

    private ReportChart Trace(string title, string label, Func<ArmRun, TracePoint, double> value, string note)
    {
        List<ChartSeries> series = [];
        for (int i = 0; i < results.Arms.Count; i++)
            series.Add(Staircase(results.Arms[i].Name, results.Arms[i].Runs[0], i, value));
        string of = results.Arms.Any(arm => arm.Runs.Count > 1) ? " Of each arm's first seed." : "";
        return new ReportChart(
            "", new LineChart(title, "step", label, series, Width, LowHeight), $"{title}, by step. {note}{of}");
    }

    // A trace has a row where anything changes; a stair is only where this value does, and the last one ends the run.
    private ChartSeries Staircase(string name, ArmRun run, int arm, Func<ArmRun, TracePoint, double> value)
    {
        List<(double Step, double Value)> stairs = [];
        foreach (TracePoint point in run.Trace)
        {
            double current = value(run, point);
            if (stairs.Count == 0 || stairs[^1].Value != current)
                stairs.Add((point.Step, current));
        }

        if (stairs.Count > 0)
            stairs.Add((results.Steps, stairs[^1].Value));
        (double Step, double Value)[] drawn = SeedCurve.Thin(stairs);
        return new ChartSeries(
            name, [.. drawn.Select(stair => stair.Step)], [.. drawn.Select(stair => stair.Value)], Steps: true)
        {
            Colour = ChartColours.Of(arm),
        };
    }

    private ReportChart Dots(
        string heading, string title, string label, Func<ArmRun, double> value, Func<ArmSummary, MeanOfSeeds> mean)
    {
        DotRow[] rows =
        [
            .. analysis.Arms.Select(arm => new DotRow(
                arm.Arm.Name, [.. arm.Arm.Runs.Select(run => 100 * value(run))], 100 * mean(arm).Mean,
                100 * mean(arm).StandardError)),
        ];
        string bars = rows.Any(row => row.Error is not null) ? " with its standard error" : "";
        return new ReportChart(
            heading, new DotChart(title, label, rows, Width), $"{title}: a dot a seed; below them the mean{bars}.");
    }
}
