using IlgpuCnn.Cli.Reports.Charts;
using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Data.Text;
using IlgpuCnn.Network.Comparison;
using IlgpuCnn.Network.Comparison.Published;

namespace IlgpuCnn.Cli.Reports.Comparison;

/// <summary>
/// Our arms beside published ones: final accuracy, steps to reach accuracies, curves. An arm of ours belongs to the
/// published one of its ordering.
/// </summary>
public sealed class PublishedSection
{
    private static readonly double[] Thresholds = [0.5, 0.55];

    private readonly ComparisonAnalysis analysis;
    private readonly PublishedStudy study;
    private readonly (ArmSummary Ours, PublishedCurve Published)[] pairs;

    private PublishedSection(ComparisonAnalysis analysis, PublishedStudy study)
    {
        this.analysis = analysis;
        this.study = study;
        pairs =
        [
            .. from arm in analysis.Arms
               from curve in study.Curves
               where curve.Arm == arm.Arm.Ordering
               select (arm, curve),
        ];
    }

    /// <summary>The section's parts; none where no arm of ours was published.</summary>
    /// <param name="analysis">Ours.</param>
    /// <param name="study">Theirs.</param>
    public static IReadOnlyList<ReportBlock> Of(ComparisonAnalysis analysis, PublishedStudy study)
    {
        PublishedSection section = new(analysis, study);
        return section.pairs.Length == 0
            ? []
            :
            [
                section.Accuracies(),
                new ReportText("", [.. section.Verdicts(), .. section.Caveats()]),
                section.Steps(),
                section.Curves(),
            ];
    }

    private IEnumerable<string> Verdicts() => pairs
        .Where(pair => study.Comparable.Contains(pair.Published.Arm))
        .Select(pair => AgreementSentences.Of(pair.Ours, pair.Published, study.Margin));

    private IEnumerable<string> Caveats()
    {
        if (pairs.Any(pair => !study.Comparable.Contains(pair.Published.Arm)))
            yield return study.Caveat;
        long published = pairs[0].Published.Step[^1];
        if (analysis.Results.Steps != published)
        {
            yield return $"Ours ran {NumberText.Count(analysis.Results.Steps)} steps, the published ones "
                + $"{NumberText.Count(published)}: final accuracies are of different steps.";
        }

        if (analysis.Results.CurveSplit != "test")
        {
            yield return $"Our curves are on the {analysis.Results.CurveSplit} images, the published ones on the test "
                + "images.";
        }
    }

    private ReportTable Accuracies()
    {
        List<IReadOnlyList<string>> rows = [];
        foreach ((ArmSummary ours, PublishedCurve published) in pairs)
        {
            rows.Add(
            [
                ours.Arm.Name, NumberText.Count(ours.Arm.Runs.Count), ours.Test.Percent(),
                published.Final.Percent(),
                NumberText.Points(ours.Test.Mean - published.Final.Mean),
            ]);
        }

        return new ReportTable(
            "Beside the published test accuracy",
            [
                .. ReportColumn.Words("arm"),
                .. ReportColumn.Numbers("seeds", "ours, %", "published, %", "difference"),
            ],
            rows,
            $"{study.Source} Mean ± standard error; difference: ours minus published, in percentage points.");
    }

    // Of mean curves, as a published curve is one: not the medians over seeds of the convergence table.
    private ReportTable Steps()
    {
        List<IReadOnlyList<string>> rows = [];
        foreach ((ArmSummary ours, PublishedCurve published) in pairs)
        {
            SeedCurve curve = SeedCurve.Of(ours.Arm.Runs, point => point.Accuracy);
            List<string> row = [ours.Arm.Name];
            foreach (double threshold in Thresholds)
            {
                int reached = Array.FindIndex(curve.Mean, accuracy => accuracy >= threshold);
                row.Add(NumberText.Count(reached < 0 ? null : curve.Steps[reached]));
                row.Add(NumberText.Count(published.StepTo(threshold)));
            }

            rows.Add(row);
        }

        return new ReportTable(
            "Steps until the mean curve is there",
            [
                .. ReportColumn.Words("arm"),
                .. ReportColumn.Numbers(Thresholds.SelectMany(threshold => new[]
                {
                    $"{NumberText.ShortPercent(threshold)} %: ours", "published",
                })),
            ],
            rows);
    }

    private ReportChart Curves()
    {
        List<ChartSeries> series = [];
        foreach ((ArmSummary ours, PublishedCurve published) in pairs)
        {
            string colour = ChartColours.Of(analysis.Arms.ToList().IndexOf(ours));
            SeedCurve curve = SeedCurve.Of(ours.Arm.Runs, point => 100 * point.Accuracy);
            series.Add(new ChartSeries(ours.Arm.Name, curve.Steps, curve.Mean) { Colour = colour });
            series.Add(new ChartSeries(
                $"{published.Arm.ToString().ToLowerInvariant()}, published",
                [.. published.Step.Select(step => (double)step)],
                [.. published.Accuracy.Select(accuracy => 100 * accuracy)])
            {
                Colour = colour,
                Dashed = true,
            });
        }

        return new ReportChart(
            "",
            new LineChart(
                "Ours beside the published curves", "step", "accuracy, %", series, ComparisonFigures.Width, 440),
            "Mean accuracy over seeds, by step: ours solid, the published curve of the same ordering dashed.");
    }
}
