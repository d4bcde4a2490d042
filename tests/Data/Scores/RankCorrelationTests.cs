using IlgpuCnn.Data.Scores;

namespace IlgpuCnn.Tests.Data.Scores;

public sealed class RankCorrelationTests
{
    [Test]
    public void Ranks_EqualValues_ShareTheirMean() => Assert.That(
        RankCorrelation.Ranks([3, -1, 3, 2, 3, 2]), Is.EqualTo(new[] { 5, 1, 5, 2.5, 5, 2.5 }));

    // Hours of television and IQ of ten people: 1 − 6·194 / 990.
    [Test]
    public void Spearman_NoTies_IsTheTextbooksNumber() => Assert.That(
        RankCorrelation.Spearman(
            [106, 100, 86, 101, 99, 103, 97, 113, 112, 110], [7, 27, 2, 50, 28, 29, 20, 12, 6, 17]),
        Is.EqualTo(-29 / 165.0).Within(1e-12));

    // The example of scipy.stats.spearmanr, whose documentation prints 0.82078268166812329.
    [Test]
    public void Spearman_TiesInOne_AgreesWithScipy() => Assert.That(
        RankCorrelation.Spearman([1, 2, 3, 4, 5], [5, 6, 7, 8, 7]), Is.EqualTo(0.82078268166812329).Within(1e-12));

    // Ranks 1, 2.5, 2.5, 4 and 1.5, 1.5, 3.5, 3.5: sums of products 3, of squares 4.5 and 4.
    [Test]
    public void Spearman_TiesInBoth_IsPearsonsOfMeanRanks() => Assert.That(
        RankCorrelation.Spearman([10, 20, 20, 30], [1, 1, 2, 2]), Is.EqualTo(3 / Math.Sqrt(18)).Within(1e-12));

    [Test]
    public void Spearman_OfItself_IsExactlyOne()
    {
        double[] values = [.. Enumerable.Range(0, 1001).Select(i => Math.Sin(i * i) * (i % 17))];
        Assert.That(RankCorrelation.Spearman(values, values), Is.EqualTo(1));
        Assert.That(RankCorrelation.Spearman(values, [.. values.Select(v => -v)]), Is.EqualTo(-1));
        Assert.That(RankCorrelation.Spearman(values, [.. values.Select(Math.Exp)]), Is.EqualTo(1));
    }

    [Test]
    public void Spearman_OneConstant_IsUnknown() =>
        Assert.That(RankCorrelation.Spearman([1, 2, 3], [4, 4, 4]), Is.Null);

    [Test]
    public void Spearman_OtherLengths_IsRefused() => Assert.That(
        () => RankCorrelation.Spearman([1, 2], [1, 2, 3]), Throws.ArgumentException.With.Message.Contains("2 values"));
}
