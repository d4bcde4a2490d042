using IlgpuCnn.Network.Comparison;
using IlgpuCnn.Network.Comparison.Statistics;

namespace IlgpuCnn.Tests.Network.Comparison.Statistics;

public sealed class StatisticsTests
{
    // Student, "The Probable Error of a Mean" (1908): hours of sleep gained, second drug over the first.
    private static readonly double[] Sleep = [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4];

    // Darwin's cross- and self-fertilised maize, in eighths of an inch, as in Fisher, "The Design of Experiments".
    private static readonly double[] Maize = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48];

    [Test]
    public void Interval_OfStudentsSleepData_IsThePublishedOne()
    {
        PairedDifference sleep = new(Sleep);
        Assert.That(sleep.Mean, Is.EqualTo(1.58).Within(1e-12));
        (double low, double high) = sleep.Interval()!.Value;
        Assert.That(low, Is.EqualTo(0.7001142).Within(1e-6));
        Assert.That(high, Is.EqualTo(2.4598858).Within(1e-6));
    }

    [Test]
    public void Interval_OfOnePair_IsNone()
    {
        PairedDifference one = new([0.3]);
        Assert.That(one.Interval(), Is.Null);
        Assert.That(one.Deviation, Is.Null);
        Assert.That(SignFlipTest.P(one.Values), Is.Null);
    }

    [Test]
    public void SignFlip_OfDarwinsMaize_CountsFishersPatterns()
    {
        // 863 of 32,768 patterns have a sum of 314 or more.
        Assert.That(SignFlipTest.P(Maize), Is.EqualTo(2 * 863 / 32768.0).Within(1e-12));
    }

    [Test]
    public void SignFlip_OfEqualSigns_IsTheLeastThereIs()
    {
        Assert.That(SignFlipTest.P([0.1, 0.2, 0.1, 0.3, 0.1]), Is.EqualTo(0.0625));
        Assert.That(SignFlipTest.Least(5), Is.EqualTo(0.0625));
        Assert.That(SignFlipTest.P([0.1, 0.2, 0.7]), Is.EqualTo(0.25));
        Assert.That(SignFlipTest.P([0, 0, 0]), Is.EqualTo(1));
    }

    [Test]
    public void SignFlip_OfManyPairs_IsDrawnNearTheCount()
    {
        // A sign test's: twenty ones, of which three have the other sign: 2 · 1351 / 2²⁰.
        double[] differences = [.. Enumerable.Repeat(1.0, 17), .. Enumerable.Repeat(-1.0, 3)];
        double exact = 2 * 1351 / 1048576.0;
        double deviation = Math.Sqrt(exact / 20_000);
        Assert.That(SignFlipTest.P(differences), Is.EqualTo(exact).Within(4 * deviation));
    }

    [Test]
    public void Holm_OfTheTextbooksFour_StepsDown()
    {
        // p.adjust's example of four: 0.01, 0.04, 0.03, 0.005 by Holm.
        double[] adjusted = HolmCorrection.Adjust([0.01, 0.04, 0.03, 0.005]);
        Assert.That(adjusted, Is.EqualTo(new[] { 0.03, 0.06, 0.06, 0.02 }).Within(1e-12));
        Assert.That(HolmCorrection.Adjust([0.6, 0.7]), Is.EqualTo(new[] { 1.0, 1.0 }));
        Assert.That(HolmCorrection.Adjust([]), Is.Empty);
    }

    // Cohen's d of paired differences, two-sided 0.05, as G*Power's manual and tables give it.
    [TestCase(1.0, 10, 0.8031)]
    [TestCase(0.5, 34, 0.8078)]
    [TestCase(0.2, 199, 0.8017)]
    [TestCase(0.0, 12, 0.05)]
    public void Power_OfCohensEffects_IsTheTables(double effect, int pairs, double expected) =>
        Assert.That(PairedPower.Of(effect, pairs), Is.EqualTo(expected).Within(5e-4));

    [TestCase(1.0, 10)]
    [TestCase(0.5, 34)]
    [TestCase(0.2, 199)]
    public void PairsNeeded_OfCohensEffects_AreTheTables(double effect, int pairs)
    {
        Assert.That(PairedPower.PairsNeeded(effect * 3, deviation: 3), Is.EqualTo(pairs));
        Assert.That(PairedPower.Detectable(3, pairs), Is.EqualTo(effect * 3).Within(0.03));
    }

    [Test]
    public void PairsNeeded_WithoutEffectOrKnowledge_IsNone()
    {
        Assert.That(PairedPower.PairsNeeded(0, 1), Is.Null);
        Assert.That(PairedPower.PairsNeeded(1e-4, 1), Is.Null);
        Assert.That(PairedPower.PairsNeeded(1, null), Is.Null);
        Assert.That(PairedPower.Detectable(null, 1), Is.Null);
    }

    // Tippett, "On the Extreme Individuals and the Range of Samples Taken from a Normal Population" (1925).
    [TestCase(1, 0.0)]
    [TestCase(2, 0.56419)]
    [TestCase(3, 0.84628)]
    [TestCase(5, 1.16296)]
    [TestCase(10, 1.53875)]
    [TestCase(100, 2.50759)]
    public void ExpectedMaximum_OfKNormals_IsTippetts(int k, double expected) =>
        Assert.That(ExpectedMaximum.OfNormals(k), Is.EqualTo(expected).Within(1e-5));

    // Equal errors of ten runs each: 18 degrees of freedom, t(0.95) = 1.7341, error √2 · 0.3.
    [TestCase(0.2, EquivalenceVerdict.Equivalent)]
    [TestCase(0.9, EquivalenceVerdict.Undecided)]
    [TestCase(2.5, EquivalenceVerdict.Different)]
    [TestCase(-2.5, EquivalenceVerdict.Different)]
    public void Equivalence_Within1_5_IsDecidedByTheInterval(double difference, EquivalenceVerdict verdict)
    {
        Equivalence test = Equivalence.Test(50 + difference, 0.3, 10, 50, 0.3, 10, margin: 1.5);
        double half = 1.734064 * 0.3 * Math.Sqrt(2);
        Assert.That(test.Low, Is.EqualTo(difference - half).Within(1e-5));
        Assert.That(test.High, Is.EqualTo(difference + half).Within(1e-5));
        Assert.That(test.Verdict, Is.EqualTo(verdict));
        Assert.That(test.P < 0.05, Is.EqualTo(verdict == EquivalenceVerdict.Equivalent));
    }

    [Test]
    public void Area_OfUnevenSteps_IsTheMeanOverTheStepsTheySpan()
    {
        // 0.1 to 0.3 over 100 steps, 0.3 to 0.5 over 300.
        CurvePoint[] curve = [Point(100, 0.1), Point(200, 0.3), Point(500, 0.5)];
        Assert.That(Curves.Area(curve), Is.EqualTo(((0.2 * 100) + (0.4 * 300)) / 400).Within(1e-12));
        Assert.That(Curves.Area([Point(100, 0.1)]), Is.EqualTo(0.1));
    }

    [Test]
    public void FirstReaching_AnAccuracy_IsTheFirstEvaluationWithIt()
    {
        CurvePoint[] curve = [Point(100, 0.1), Point(200, 0.3), Point(300, 0.2), Point(400, 0.5)];
        Assert.That(Curves.FirstReaching(curve, 0.3)!.Value.Step, Is.EqualTo(200));
        Assert.That(Curves.FirstReaching(curve, 0.6), Is.Null);
    }

    [Test]
    public void CensoredMedian_CountsCensoredAsLater()
    {
        Assert.That(Curves.CensoredMedian([3, 1, 2]), Is.EqualTo(2));
        Assert.That(Curves.CensoredMedian([3, null, 1]), Is.EqualTo(3));
        Assert.That(Curves.CensoredMedian([null, null, 1]), Is.Null);
        Assert.That(Curves.CensoredMedian([1, 2, 4, null]), Is.EqualTo(3));
        Assert.That(Curves.CensoredMedian([1, 2, null, null]), Is.Null);
        Assert.That(Curves.CensoredMedian([]), Is.Null);
    }

    private static CurvePoint Point(long step, double accuracy) => new(step, step * 10, step, 1, accuracy, 1, accuracy);
}
