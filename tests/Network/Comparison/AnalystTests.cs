using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Network.Comparison;
using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Tests.Network.Comparison;

public sealed class AnalystTests
{
    private static readonly double[] Standard = [0.50, 0.52, 0.49, 0.51, 0.53];

    [Test]
    public void Analyse_MeansAndDifferences_ArePairedBySeed()
    {
        ComparisonAnalysis analysis = Analyse(Arm("standard", Standard), Arm("edges", Plus(0.01, 0.03, 0.02, 0.01, 0.03)));
        Assert.That(analysis.Arms[0].Test.Mean, Is.EqualTo(0.51).Within(1e-12));
        Assert.That(analysis.Arms[0].Test.StandardError, Is.EqualTo(Math.Sqrt(0.00025 / 5)).Within(1e-12));
        Assert.That(analysis.Arms[1].Gap.Mean, Is.EqualTo(0.1).Within(1e-12));
        ArmDifference difference = analysis.Differences.Single();
        Assert.That(difference.Mean, Is.EqualTo(0.02).Within(1e-12));

        // t(0.975, 4) = 2.776445 times 0.01 / √5.
        Assert.That(difference.Interval!.Value.Low, Is.EqualTo(0.02 - (2.776445 * 0.01 / Math.Sqrt(5))).Within(1e-8));
        Assert.That(difference.P, Is.EqualTo(0.0625));
    }

    [Test]
    public void Analyse_SeedsThatOnlyOneArmHas_AreLeftOutOfItsDifference()
    {
        ComparisonAnalysis analysis = Analyse(Arm("standard", Standard), Arm("edges", Plus(0.01, 0.03)));
        Assert.That(analysis.Differences.Single().Mean, Is.EqualTo(0.02).Within(1e-12));
        Assert.That(analysis.Opening, Has.Some.EqualTo(
            "edges has 2 runs and standard 5: they are compared on the 2 seeds that both have."));
    }

    [Test]
    public void Analyse_Thresholds_AreSharesOfStandardsFinalAccuracy()
    {
        // The curves end at 0.5 on average: 50, 75, 90 and 95 % of it.
        ComparisonAnalysis analysis = Analyse(Arm("standard", Standard), Arm("edges", [0.9, 0.9, 0.9, 0.9, 0.9]));
        Assert.That(analysis.Thresholds, Is.EqualTo(new[] { 0.25, 0.38, 0.45, 0.48 }).Within(1e-12));
    }

    [Test]
    public void Analyse_TimeToAnAccuracy_HoldsTheScoresCost()
    {
        ArmResults edges = Arm("edges", Standard) with { ScoreSeconds = 50 };
        ComparisonAnalysis analysis = Analyse(Arm("standard", Standard), edges);
        ThresholdReached theirs = analysis.Arms[0].Reached[^1];
        ThresholdReached ours = analysis.Arms[1].Reached[^1];
        Assert.That(ours.Steps, Is.EqualTo(theirs.Steps));
        Assert.That(ours.Seconds, Is.EqualTo(theirs.Seconds + 50));
        Assert.That(analysis.Arms[1].Seconds.Mean, Is.EqualTo(analysis.Arms[0].Seconds.Mean + 50).Within(1e-9));
        Assert.That(analysis.Conclusions, Has.Some.EqualTo(
            "edges reaches 48 % in 1,000 steps and 60.0 s, of which the score took 50.0 s; standard in 1,000 steps and 10.0 s."));
    }

    [Test]
    public void Conclusions_OneSeed_ShowNothing()
    {
        ComparisonAnalysis analysis = Analyse(Arm("standard", [0.5]), Arm("edges", [0.6]));
        Assert.That(analysis.Conclusions[0], Is.EqualTo(
            "edges has +10.00 points against standard in one seed, which shows nothing: one seed can't tell a difference "
            + "from chance."));
        Assert.That(analysis.Differences[0].Interval, Is.Null);
    }

    [Test]
    public void Conclusions_AboutNothing_SayHowManySeedsWouldSettleIt()
    {
        ComparisonAnalysis analysis = Analyse(
            Arm("standard", Standard), Arm("edges", Plus(0.02, -0.02, 0.01, -0.01, 0.015)));
        Assert.That(analysis.Conclusions[0], Does.StartWith("edges: no difference from standard is shown, +0.30 points"));
        Assert.That(analysis.Conclusions[0], Does.Match(
            @"5 seeds can show a difference of 2\.\d\d points; the one seen is 0\.30; about \d{3} seeds would settle it\."));
    }

    [Test]
    public void Conclusions_FiveSeedsOfOneSign_CannotReachTheLevelAndSaySo()
    {
        ComparisonAnalysis analysis = Analyse(Arm("standard", Standard), Arm("edges", Plus(0.02, 0.03, 0.02, 0.02, 0.03)));
        Assert.That(analysis.Conclusions[0], Does.StartWith("edges looks better than standard, by +2.40 points"));
        Assert.That(analysis.Conclusions[0], Does.EndWith(
            "the interval excludes 0, but 5 seeds can't bring p under 0.063 by permutation; 6 seeds could."));
    }

    [Test]
    public void Conclusions_ManySeedsOfOneSign_ShowIt()
    {
        double[] standard = [.. Enumerable.Range(0, 12).Select(i => 0.5 + (0.001 * i))];
        double[] worse = [.. standard.Select((accuracy, i) => accuracy - 0.02 - (0.001 * (i % 3)))];
        double[] same = [.. standard.Select((accuracy, i) => accuracy + (i % 2 == 0 ? 0.001 : -0.001))];
        ComparisonAnalysis analysis = Analyse(Arm("standard", standard), Arm("anti", worse), Arm("random", same));
        Assert.That(analysis.Conclusions[0], Does.StartWith("anti is worse than standard by −2.10 points (95 % interval −2.15"));
        Assert.That(analysis.Conclusions[0], Does.Contain("after Holm for 2 arms"));
        Assert.That(analysis.Conclusions[1], Does.StartWith("random: no difference from standard is shown"));
    }

    [Test]
    public void Conclusions_RunsThatNeverGotThere_AreCounted()
    {
        ComparisonAnalysis analysis = Analyse(Arm("standard", Standard), Arm("edges", [0.5, 0.52, 0.3, 0.3, 0.53]));
        Assert.That(analysis.Arms[1].Reached[^1].Censored, Is.EqualTo(2));
        Assert.That(analysis.Conclusions, Has.Some.EndsWith(" 10.0 s (2 of 5 runs of edges never did)."));
    }

    // Standard's thresholds are 25, 38, 45 and 48 %.
    [TestCase(0.46, 0.46, 0.46, "standard reaches 48 % in 1,000 steps; edges never does, in 1,000 steps.")]
    [TestCase(0.46, 0.46, 0.53, "standard reaches 48 % in 1,000 steps; edges does in 1 of 3 runs only, in 1,000 steps.")]
    [TestCase(0.2, 0.2, 0.2, "standard reaches 48 % in 1,000 steps; edges never does, in 1,000 steps.")]
    public void Conclusions_AccuraciesThatOneArmReachesAlone_SaySo(double a, double b, double c, string sentence)
    {
        ComparisonAnalysis analysis = Analyse(Arm("standard", [0.51, 0.51, 0.51]), Arm("edges", [a, b, c]));
        Assert.That(analysis.Conclusions, Has.One.EqualTo(sentence));
        Assert.That(analysis.Conclusions, Has.None.Contains("no common accuracy"));
        Assert.That(analysis.Conclusions, a == 0.2 ? Has.None.Contains("edges reaches") : Has.One.Contains("edges reaches 45 %"));
    }

    [Test]
    public void Conclusions_AccuraciesThatStandardDoesNotReach_AreTheOthersGain()
    {
        ComparisonResults results = new(
            "title", "command", 1000, "validation", true, [],
            [Arm("standard", [0.51, 0.51, 0.51]), Arm("edges", [0.91, 0.91, 0.3])]);
        Assert.That(Analyst.Analyse(results, [0.4, 0.8]).Conclusions, Has.One.EqualTo(
            "edges reaches 80 % in 900 steps (1 of 3 runs of edges never did); standard never does, in 1,000 steps."));
        Assert.That(Analyst.Analyse(results, [0.95]).Conclusions, Has.One.EqualTo(
            "edges and standard reach no common accuracy in most runs."));
    }

    [Test]
    public void Best_IsPickedOnValidationAndStandsBesideLuck()
    {
        // Better on the test set and worse on validation is not the best.
        ArmResults good = Arm("good", Plus(0.01, 0.01, 0.01, 0.01, 0.01), validation: 0.03);
        ArmResults lucky = Arm("lucky", Plus(0.02, 0.02, 0.02, 0.02, 0.02), validation: -0.03);
        BestOfMany best = Analyse(Arm("standard", Standard), good, lucky).Best!;
        Assert.That(best.Arm, Is.EqualTo("good"));
        Assert.That(best.Arms, Is.EqualTo(2));
        Assert.That(best.BestStandard, Is.EqualTo(0.51 + (0.56419 * Math.Sqrt(0.00025 / 5))).Within(1e-6));
    }

    [Test]
    public void Opening_UnequalLearningRatesExamplesAndSplits_ComeFirst()
    {
        ArmResults shorter = Arm("edges", Standard);
        shorter = shorter with { Runs = [.. shorter.Runs.Select(run => run with { Images = 9 })] };
        ComparisonResults results = new(
            "title", "command", 1000, "test", SameLearningRates: false, ["edges: a warning."],
            [Arm("standard", Standard), shorter]);
        IReadOnlyList<string> opening = Analyst.Analyse(results).Opening;
        Assert.That(opening[0], Does.StartWith("The arms had different learning rates"));
        Assert.That(opening[1], Does.StartWith("The runs saw different numbers of examples, 9 to 64,000"));
        Assert.That(opening[2], Does.Contain("picked on the test set, which flatters it"));
        Assert.That(opening[3], Is.EqualTo("edges: a warning."));
    }

    [Test]
    public void Analyse_StandardAlone_HasNothingToCompare()
    {
        ComparisonAnalysis analysis = Analyse(Arm("standard", Standard));
        Assert.That(analysis.Best, Is.Null);
        Assert.That(analysis.Differences, Is.Empty);
        Assert.That(analysis.Conclusions, Is.Empty);
        Assert.That(analysis.Opening, Is.Empty);
    }

    private static double[] Plus(params double[] more) => [.. more.Select((amount, i) => Standard[i] + amount)];

    private static ComparisonAnalysis Analyse(params ArmResults[] arms) =>
        Analyst.Analyse(new ComparisonResults("title", "command", 1000, "validation", true, [], arms));

    // The validation curve rises linearly to a hundredth under the test accuracy; training has a tenth more.
    private static ArmResults Arm(string name, double[] test, double validation = 0) => new(
        name, name == "standard" ? Ordering.Standard : Ordering.Curriculum, null, null, 0,
        [.. test.Select((accuracy, i) => Run((ulong)i + 1, accuracy, accuracy - 0.01 + validation))]);

    private static ArmRun Run(ulong seed, double test, double validation) => new(
        seed,
        [.. Enumerable.Range(1, 10).Select(i => new CurvePoint(
            i * 100, i * 6400, i, 1, 0.5, 1, validation * i / 10))],
        [new TracePoint(0, 100, 0.1), new TracePoint(1000, 100, 0.1)],
        new Evaluation(900, 1, test + 0.1), new Evaluation(100, 1, validation), new Evaluation(200, 1, test), 64_000, 10);
}
