using IlgpuCnn.Cli.Reports;
using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Network.Comparison;
using IlgpuCnn.Network.Comparison.Published;
using IlgpuCnn.Tests.Support;
using Spectre.Console;

namespace IlgpuCnn.Tests.Cli;

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
            "Best arm of 3, by validation accuracy: 'truth', 56.00 % test accuracy.",
            "Best of 3 standard runs, by luck alone: 53.12 % test accuracy.", "5 seeds can show", "12 seeds would do.",
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
        Assert.That(text, Does.Not.Contain("±").And.Not.Contain("permutation").And.Not.Contain("Medians"));
    }

    [Test]
    public void Print_NoValidationSplit_SaysTest()
    {
        string text = string.Join('\n', Printed(new MadeUpComparison { Validation = false }.Analysis(), 100));
        Assert.That(text, Does.Contain("Time to reach a test accuracy").And.Contain("Best arm of 3, by test accuracy"));
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

    [Test]
    public void SmallMammals_FinalNumbers_AreThePublishedTable()
    {
        Dictionary<Ordering, PublishedCurve> curves =
            PublishedCurve.SmallMammals().ToDictionary(curve => curve.Arm);
        Assert.That(curves.Values.Select(curve => curve.Step.Count), Is.All.EqualTo(70));
        Assert.That(curves.Values.Select(curve => curve.Step[^1]), Is.All.EqualTo(3500));
        AssertPublished(curves[Ordering.Curriculum], 0.5783, 0.0021, 350, 950);
        AssertPublished(curves[Ordering.Standard], 0.5667, 0.0027, 550, 1550);
        AssertPublished(curves[Ordering.Random], 0.5582, 0.0021, 550, 1500);
        AssertPublished(curves[Ordering.Anti], 0.5466, 0.0024, 550, 1850);
    }

    [Test]
    public void Published_BesideOurs_IsMatchedByOrdering()
    {
        ComparisonAnalysis analysis = new MadeUpComparison { Validation = false, Steps = 3500 }.Analysis();
        IReadOnlyList<ReportBlock> section = PublishedSection.Of(
            analysis, PublishedCurve.SmallMammals(), "Hacohen & Weinshall 2019.", ["standard agrees."]);
        string text = string.Join('\n', Printed(analysis, 100, section));
        Assert.That(text, Does.Contain("standard      5  52.00 ± 0.71  56.67 ± 0.27       -4.67"));
        Assert.That(text, Does.Contain("edges         5  54.00 ± 0.71  57.83 ± 0.21       -3.83"));
        Assert.That(text, Does.Contain("truth         5  56.00 ± 0.71  54.66 ± 0.25       +1.34"));
        Assert.That(text, Does.Match("edges +250 +350 +- +950 "));
        Assert.That(text, Does.Contain("standard agrees.").And.Not.Contain("Ours ran"));
    }

    [Test]
    public void Published_FewerStepsOnValidation_SaysSo()
    {
        ComparisonAnalysis analysis = new MadeUpComparison().Analysis();
        IReadOnlyList<ReportBlock> section =
            PublishedSection.Of(analysis, PublishedCurve.SmallMammals(), "Source.", []);
        string text = string.Join('\n', Printed(analysis, 120, section));
        Assert.That(text, Does.Contain("Ours ran 700 steps, the published ones 3,500"));
        Assert.That(text, Does.Contain("Our curves are on the validation images"));
    }

    [Test]
    public void Published_SeedsEvaluatedAtOtherSteps_AreJoinedWhereAllWere()
    {
        ComparisonAnalysis analysis = new MadeUpComparison
        {
            Validation = false,
            Steps = 1400,
            EvaluateEvery = seed => seed == 2 ? 70 : 50,
        }.Analysis();
        IReadOnlyList<ReportBlock> section =
            PublishedSection.Of(analysis, PublishedCurve.SmallMammals(), "Source.", []);
        string text = string.Join('\n', Printed(analysis, 120, section));
        Assert.That(text, Does.Match("edges +350 +350 +- +950 "));
        Assert.That(text, Does.Match("truth +350 +550 +350 +1,850 "));
    }

    [Test]
    public void Published_NoArmInCommon_IsNothing() => Assert.That(
        PublishedSection.Of(
            new MadeUpComparison { Names = ["standard"] }.Analysis(),
            [.. PublishedCurve.SmallMammals().Where(curve => curve.Arm == Ordering.Random)], "Source.", []),
        Is.Empty);

    private static void AssertPublished(PublishedCurve curve, double final, double error, long to50, long to55)
    {
        Assert.That(curve.Final.Mean, Is.EqualTo(final).Within(5e-5));
        Assert.That(curve.Final.StandardError, Is.EqualTo(error).Within(6e-5));
        Assert.That((curve.StepTo(0.5), curve.StepTo(0.55), curve.StepTo(0.99)), Is.EqualTo((to50, to55, (long?)null)));
    }

    private static string[] Printed(ComparisonAnalysis analysis, int width, params IReadOnlyList<ReportBlock> more)
    {
        using StringWriter text = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = width;
        ComparisonReport.Print(analysis, console, more);
        return text.ToString().Split('\n');
    }
}
