using IlgpuCnn.Data.Images;

namespace IlgpuCnn.Tests.Data.Images;

public sealed class StratifiedSplitTests
{
    private static readonly int[] Labels = [.. Enumerable.Range(0, 300).Select(i => i % 3 == 0 ? 0 : (i % 7) % 3)];

    [Test]
    public void Of_Parts_AreDisjointAndCoverEverything()
    {
        (int[] kept, int[] apart) = StratifiedSplit.Of(Labels, 0.2, seed: 3);
        Assert.That(kept.Concat(apart).Order(), Is.EqualTo(Enumerable.Range(0, 300)));
        Assert.That(kept, Is.Ordered);
        Assert.That(apart, Is.Ordered);
    }

    [Test]
    public void Of_EachClass_GivesItsShare()
    {
        (_, int[] apart) = StratifiedSplit.Of(Labels, 0.2, seed: 3);
        foreach (int label in Labels.Distinct())
        {
            double expected = 0.2 * Labels.Count(l => l == label);
            Assert.That(apart.Count(i => Labels[i] == label), Is.EqualTo(expected).Within(0.5));
        }
    }

    [Test]
    public void Of_Seed_DecidesWhich()
    {
        int[] first = StratifiedSplit.Of(Labels, 0.2, seed: 3).Apart;
        Assert.That(StratifiedSplit.Of(Labels, 0.2, seed: 3).Apart, Is.EqualTo(first));
        Assert.That(StratifiedSplit.Of(Labels, 0.2, seed: 4).Apart, Is.Not.EqualTo(first));
    }

    [Test]
    public void Limit_EachClass_GivesAtMostSoMany()
    {
        int[] chosen = StratifiedSplit.Limit(Labels, 10, seed: 3);
        Assert.That(chosen, Is.Unique.And.Ordered);
        Assert.That(chosen.CountBy(i => Labels[i]).Select(c => c.Value), Is.All.EqualTo(10));
    }

    [TestCase(2)]
    [TestCase(7)]
    public void Folds_Parts_AreDisjointEvenAndStratified(int folds)
    {
        int[][] parts = StratifiedSplit.Folds(Labels, folds, seed: 3, repeat: 0);
        Assert.That(parts.SelectMany(part => part).Order(), Is.EqualTo(Enumerable.Range(0, 300)));
        Assert.That(parts.Max(part => part.Length) - parts.Min(part => part.Length), Is.LessThanOrEqualTo(1));
        foreach (int label in Labels.Distinct())
        {
            int[] counts = [.. parts.Select(part => part.Count(i => Labels[i] == label))];
            Assert.That(counts.Max() - counts.Min(), Is.LessThanOrEqualTo(1), $"class {label}");
        }
    }

    [Test]
    public void Folds_Repeat_CutsOtherwise() => Assert.That(
        StratifiedSplit.Folds(Labels, 3, seed: 3, repeat: 1),
        Is.Not.EqualTo(StratifiedSplit.Folds(Labels, 3, seed: 3, repeat: 0)));
}
