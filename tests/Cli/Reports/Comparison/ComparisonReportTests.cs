using IlgpuCnn.Cli.Reports.Comparison;
using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Network.Comparison;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Cli.Reports.Comparison;

/// <summary>What a comparison prints.</summary>
public sealed class ComparisonReportTests
{
    private static readonly string[] OddNames =
        ["standard", "curriculum-by-edges-with-exponential(a=0.8,b=0.2)", "[red]a<b> & \"c\"[/]", "größer, 'as' it is"];

    [Test]
    public void Print_FiveSeedsAt100Columns_IsTheTables()
    {
        string[] lines = Printed(new MadeUpComparison().Analysis(), 100);
        string text = string.Join('\n', lines);
        Assert.That(text, Does.Contain("standard      5  52.00 ± 0.71           -               -         -"));
        Assert.That(text, Does.Contain("edges         5  54.00 ± 0.71       +2.00  +0.40 to +3.60     0.125"));
        Assert.That(text, Does.Contain("52.5 %    standard    350    11,200     12.3        5 of 5"));
        Assert.That(text, Does.Contain("          edges       350    11,200     12.3  1 of 5 never"));
        Assert.That(text, Does.Contain("truth      56.50 ± 0.71    43.21  10.00 ± 0.00     21.5   0.50"));
        Assert.That(text, Does.Contain("corrected after Holm for 2 arms"));
    }

    [TestCase(72)]
    [TestCase(80)]
    [TestCase(100)]
    [TestCase(120)]
    public void Print_OddNamesAtAnyWidth_IsPlainAndFits(int width)
    {
        string[] lines = Printed(new MadeUpComparison { Names = OddNames }.Analysis(), width);
        Assert.That(lines, Has.All.Length.LessThanOrEqualTo(width));
        Assert.That(lines, Has.None.Contains("\u001b"));
        Assert.That(lines, Has.Some.Contains("[red]a<b> & \"c\"").Or.Some.Contains("[red]a<b>"));
        // Numbers are never broken, whatever the names.
        Assert.That(lines, Has.Exactly(OddNames.Length - 1).Contains("+0.40 to +3.60"));
        Assert.That(lines.Count(line => line.Contains("10.00 ± 0.00")), Is.EqualTo(OddNames.Length));
    }

    [Test]
    public void Print_InOrder_OpeningTablesBestConclusions()
    {
        string text = string.Join('\n', Printed(new MadeUpComparison().Analysis(), 100));
        string[] order =
        [
            "Learning rates differ", "Test accuracy", "Time to reach a validation accuracy", "Curve, gap and cost",
            "Best arm of 2, by validation accuracy: 'truth', 56.00 % test accuracy.",
            "Best of 2 standard runs, by luck alone: 53.12 % test accuracy.", "5 seeds can show", "12 seeds would do.",
        ];
        int[] places = [.. order.Select(part => text.IndexOf(part, StringComparison.Ordinal))];
        Assert.That(places, Is.Ordered.And.All.GreaterThan(0), string.Join(' ', places));
    }

    [Test]
    public void Print_OneSeed_HasNoErrorsNorIntervals()
    {
        string text = string.Join('\n', Printed(new MadeUpComparison { Seeds = 1, Censored = 0 }.Analysis(), 100));
        Assert.That(text, Does.Contain("edges         1        52.00       +2.00              -         -"));
        Assert.That(text, Does.Contain("One seed: no standard errors."));
        Assert.That(text, Does.Contain("Best of 2 standard runs, by luck alone: unknown"));
        Assert.That(text, Does.Not.Contain("±").And.Not.Contain("permutation").And.Not.Contain("Medians"));
    }

    [Test]
    public void Print_NoValidationSplit_SaysTest()
    {
        string text = string.Join('\n', Printed(new MadeUpComparison { Validation = false }.Analysis(), 100));
        Assert.That(text, Does.Contain("Time to reach a test accuracy").And.Contain("Best arm of 2, by test accuracy"));
        Assert.That(text, Does.Not.Contain("validation"));
    }

    [TestCase(1, "350", "1 of 5 never")]
    [TestCase(4, "-", "4 of 5 never")]
    [TestCase(5, "-", "5 of 5 never")]
    public void Print_CensoredRuns_AreCounted(int censored, string steps, string runs)
    {
        string[] lines = Printed(new MadeUpComparison { Censored = censored }.Analysis(), 100);
        Assert.That(lines, Has.One.Match($"^ +edges +{steps} .* {runs}"));
    }

    [Test]
    public void Print_OnlyStandard_ComparesNothing()
    {
        string text = string.Join('\n', Printed(new MadeUpComparison { Names = ["standard"] }.Analysis(), 100));
        Assert.That(text, Does.Contain("52.00 ± 0.71"));
        Assert.That(text, Does.Not.Contain("difference").IgnoreCase.And.Not.Contain("Holm").And.Not.Contain("Best"));
    }

    [Test]
    public void Print_NoThresholdsNorSentences_LeavesThemOut()
    {
        ComparisonAnalysis analysis =
            new MadeUpComparison { Thresholds = [], Opening = [], Conclusions = [] }.Analysis();
        string text = string.Join('\n', Printed(analysis, 100));
        Assert.That(text, Does.Not.Contain("Time to reach").And.Not.Contain("concluded"));
    }

    [TestCase(50, "standard +52.50 ± 0.71 +47.05 +10.00 ± 0.00")]
    [TestCase(900, "standard +52.50 ± 0.71 +- +10.00 ± 0.00")]
    public void Print_OfTheAnalyst_NeverShowsNaN(long evaluateEvery, string row)
    {
        MadeUpComparison comparison = new() { EvaluateEvery = _ => evaluateEvery };
        string text = ComparisonReport.Text(Analyst.Analyse(comparison.Analysis().Results), 80);
        Assert.That(text, Does.Match(row).And.Not.Contain("NaN"));
        Assert.That(text, Does.Contain("Best arm of 2, by validation accuracy: 'truth', 56.00 % test accuracy."));
    }

    private static string[] Printed(ComparisonAnalysis analysis, int width, params IReadOnlyList<ReportBlock> more) =>
        ComparisonReport.Text(analysis, width, more).Split('\n');
}
