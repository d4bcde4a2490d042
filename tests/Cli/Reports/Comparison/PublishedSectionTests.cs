using IlgpuCnn.Cli.Reports.Comparison;
using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Network.Comparison;
using IlgpuCnn.Network.Comparison.Published;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Cli.Reports.Comparison;

/// <summary>Our arms beside published ones.</summary>
public sealed class PublishedSectionTests
{
    [Test]
    public void SmallMammals_FinalNumbers_AreThePublishedTable()
    {
        Dictionary<Ordering, PublishedCurve> curves =
            PublishedStudy.SmallMammals.Curves.ToDictionary(curve => curve.Arm);
        Assert.That(curves.Values.Select(curve => curve.Step.Count), Is.All.EqualTo(70));
        Assert.That(curves.Values.Select(curve => curve.Step[^1]), Is.All.EqualTo(3500));
        AssertPublished(curves[Ordering.Curriculum], 0.5783, 0.0021, 350, 950);
        AssertPublished(curves[Ordering.Standard], 0.5667, 0.0027, 550, 1550);
        AssertPublished(curves[Ordering.Random], 0.5582, 0.0021, 550, 1500);
        AssertPublished(curves[Ordering.Anti], 0.5466, 0.0024, 550, 1850);
    }

    [Test]
    public void Of_OurArms_AreMatchedByOrdering()
    {
        ComparisonAnalysis analysis = new MadeUpComparison { Validation = false, Steps = 3500 }.Analysis();
        string text = Printed(analysis);
        Assert.That(text, Does.Contain("standard      5  52.00 ± 0.71  56.67 ± 0.27       −4.67"));
        Assert.That(text, Does.Contain("edges         5  54.00 ± 0.71  57.83 ± 0.21       −3.83"));
        Assert.That(text, Does.Contain("truth         5  56.00 ± 0.71  54.66 ± 0.25       +1.34"));
        Assert.That(text, Does.Match("edges +250 +350 +- +950\n"));
        Assert.That(text, Does.Not.Contain("Ours ran").And.Not.Contain("Our curves"));
    }

    // By hand for 0.52 ± 0.0071 of 5 seeds and 0.5667 ± 0.0027 of 30: error 0.00758, 5.27 degrees of
    // freedom, t 1.99.
    [TestCase(0.015, "standard: differs from the published accuracy by more than 1.5 points: −4.67 points")]
    [TestCase(0.04, "standard: 5 seeds can't show whether it agrees with the published accuracy within 4 points")]
    [TestCase(0.1, "standard: agrees with the published accuracy within 10 points")]
    public void Of_Margins_GiveVerdicts(double margin, string verdict)
    {
        ComparisonAnalysis analysis = new MadeUpComparison { Validation = false, Steps = 3500 }.Analysis();
        string text = Printed(analysis, PublishedStudy.SmallMammals with { Margin = margin });
        Assert.That(text, Does.Contain(verdict));
        Assert.That(text, Does.Contain("−6.18 to −3.16").And.Contain("Orders by difficulty need not agree"));
        Assert.That(text, Does.Not.Contain("edges: ").And.Not.Contain("truth: "));
    }

    [Test]
    public void Of_OneSeed_CannotShowAgreement()
    {
        ComparisonAnalysis analysis = new MadeUpComparison { Seeds = 1, Names = ["standard"] }.Analysis();
        string text = Printed(analysis);
        Assert.That(text, Does.Contain("standard: −6.67 points from the published accuracy; one seed can't show"));
        Assert.That(text, Does.Not.Contain("Orders by difficulty"));
    }

    [Test]
    public void Of_FewerStepsOnValidation_SaysSo()
    {
        string text = Printed(new MadeUpComparison().Analysis());
        Assert.That(text, Does.Contain("Ours ran 700 steps, the published ones 3,500"));
        Assert.That(text, Does.Contain("Our curves are on the validation images"));
    }

    [Test]
    public void Of_SeedsEvaluatedAtOtherSteps_AreJoinedWhereAllWere()
    {
        ComparisonAnalysis analysis = new MadeUpComparison
        {
            Validation = false,
            Steps = 1400,
            EvaluateEvery = seed => seed == 2 ? 70 : 50,
        }.Analysis();
        string text = Printed(analysis);
        Assert.That(text, Does.Match("edges +350 +350 +- +950\n"));
        Assert.That(text, Does.Match("truth +350 +550 +350 +1,850\n"));
    }

    [Test]
    public void Of_NoArmInCommon_IsNothing()
    {
        PublishedStudy other = PublishedStudy.SmallMammals with
        {
            Curves = [.. PublishedStudy.SmallMammals.Curves.Where(curve => curve.Arm == Ordering.Random)],
        };
        Assert.That(
            PublishedSection.Of(new MadeUpComparison { Names = ["standard"] }.Analysis(), other), Is.Empty);
    }

    private static string Printed(ComparisonAnalysis analysis, PublishedStudy? study = null) =>
        ComparisonReport.Text(
            analysis, 200, PublishedSection.Of(analysis, study ?? PublishedStudy.SmallMammals));

    private static void AssertPublished(PublishedCurve curve, double final, double error, long to50, long to55)
    {
        Assert.That(curve.Final.Mean, Is.EqualTo(final).Within(5e-5));
        Assert.That(curve.Final.StandardError, Is.EqualTo(error).Within(6e-5));
        Assert.That((curve.StepTo(0.5), curve.StepTo(0.55), curve.StepTo(0.99)), Is.EqualTo((to50, to55, (long?)null)));
    }
}
