using IlgpuCnn.Data.Scores;

namespace IlgpuCnn.Tests.Data.Scores;

public sealed class SplitHalfReliabilityTests
{
    [Test]
    public void Of_FewerThanTwoRepeats_IsUnknown()
    {
        Assert.That(SplitHalfReliability.Of([]), Is.Null);
        Assert.That(SplitHalfReliability.Of([[1, 2, 3]]), Is.Null);
    }

    // ρ of (1, 2, 3, 4, 5) and (5, 6, 7, 8, 7).
    [Test]
    public void Of_TwoRepeats_IsTheirCorrelationCorrected()
    {
        SplitHalfReliability found = SplitHalfReliability.Of([[1, 2, 3, 4, 5], [5, 6, 7, 8, 7]])!;
        Assert.That(found.Halves, Is.EqualTo(0.82078268166812329).Within(1e-12));
        Assert.That(found.Corrected, Is.EqualTo(2 * 0.82078268166812329 / 1.82078268166812329).Within(1e-12));
        Assert.That((found.Splits, found.All), Is.EqualTo((1, true)));
    }

    [Test]
    public void Of_ThreeRepeats_IsTheMeanOverAllCuts()
    {
        double[] a = [1, 2, 3, 4], b = [2, 1, 4, 3], c = [1, 3, 2, 4];
        double expected = (Cut(a, b, c) + Cut(b, a, c) + Cut(c, a, b)) / 3;
        SplitHalfReliability found = SplitHalfReliability.Of([a, b, c])!;
        Assert.That(found.Halves, Is.EqualTo(expected).Within(1e-12));
        Assert.That(found.Splits, Is.EqualTo(3));

        static double Cut(double[] one, double[] two, double[] three) =>
            RankCorrelation.Spearman(one, [.. two.Zip(three, (x, y) => (x + y) / 2)])!.Value;
    }

    [TestCase(4, 3, true)]
    [TestCase(7, 35, true)]
    [TestCase(8, 35, true)]
    [TestCase(9, 100, false)]
    public void Of_Repeats_TakesAllCutsWhereTheyAreFew(int repeats, int splits, bool all)
    {
        SplitHalfReliability found = SplitHalfReliability.Of(Noisy(repeats, images: 50, seed: 1))!;
        Assert.That((found.Splits, found.All), Is.EqualTo((splits, all)));
    }

    // What it foretells: how well the mean of other repeats would agree with this mean.
    [TestCase(4, 0.015)]
    [TestCase(5, 0.02)] // halves of 2 and 3 agree a little less than halves of 2.5 would
    [TestCase(12, 0.015)]
    public void Of_NoisyRepeats_ForetellsTheNextMean(int repeats, double tolerance)
    {
        double[][] both = Noisy(2 * repeats, images: 20_000, seed: 2);
        double[] first = Mean(both[..repeats]), second = Mean(both[repeats..]);
        Assert.That(
            SplitHalfReliability.Of(both[..repeats])!.Corrected,
            Is.EqualTo(RankCorrelation.Spearman(first, second)!.Value).Within(tolerance));
    }

    [Test]
    public void Of_HalvesThatDisagree_HasNoCorrection()
    {
        SplitHalfReliability found = SplitHalfReliability.Of([[1, 2, 3], [3, 2, 1]])!;
        Assert.That(found.Halves, Is.EqualTo(-1));
        Assert.That(found.Corrected, Is.Null);
    }

    [Test]
    public void Of_ConstantRepeats_IsUnknown() =>
        Assert.That(SplitHalfReliability.Of([[1, 1, 1], [2, 2, 2]]), Is.Null);

    // What is true of each image, normal, and noise with twice its deviation.
    private static double[][] Noisy(int repeats, int images, int seed)
    {
        Random random = new(seed);
        double[] truth = [.. Enumerable.Range(0, images).Select(_ => Normal())];
        return [.. Enumerable.Range(0, repeats).Select(_ => truth.Select(t => t + (2 * Normal())).ToArray())];

        double Normal() =>
            Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    private static double[] Mean(double[][] repeats) =>
        [.. Enumerable.Range(0, repeats[0].Length).Select(i => repeats.Average(repeat => repeat[i]))];
}
