using FsCheck;
using FsCheck.Fluent;
using IlgpuCnn.Data.Curriculum;

namespace IlgpuCnn.Tests.Data.Curriculum;

public sealed class ImageOrderTests
{
    private static readonly int[] Labels = [.. Enumerable.Range(0, 60).Select(i => i % 7 == 0 ? 2 : i % 3)];
    private static readonly double[] Scores = [.. Enumerable.Range(0, 60).Select(i => (double)(i * 37 % 60))];

    private static Arbitrary<(PositiveInt[] Labels, PositiveInt Seed)> Drawn =>
        ArbMap.Default.ArbFor<(PositiveInt[] Labels, PositiveInt Seed)>();

    [Test]
    public void Create_FourOrderings_AreFourSequences()
    {
        int[][] orders = [.. Enum.GetValues<Ordering>()
            .Select(ordering => ImageOrder.Create(ordering, ClassBalance.Balanced, Scores, Labels, 1))];
        foreach (int[] order in orders)
            Assert.That(order.Order(), Is.EqualTo(Enumerable.Range(0, 60)));
        Assert.That(orders.Select(order => string.Join(',', order)), Is.Unique);
    }

    [Test]
    public void Create_Anti_StartsWithTheHardest()
    {
        int[] anti = ImageOrder.Create(Ordering.Anti, ClassBalance.None, Scores, Labels, 1);
        Assert.That(anti.Select(i => Scores[i]), Is.Ordered.Descending);
        int[] balanced = ImageOrder.Create(Ordering.Anti, ClassBalance.Balanced, Scores, Labels, 1);
        Assert.That(balanced[0], Is.EqualTo(Array.IndexOf(Scores, Scores.Max())));
        foreach (int label in Labels.Distinct())
        {
            Assert.That(
                balanced.Where(i => Labels[i] == label).Select(i => Scores[i]), Is.Ordered.Descending, $"class {label}");
        }
    }

    [Test]
    public void Create_Curriculum_StartsWithTheEasiest()
    {
        int[] order = ImageOrder.Create(Ordering.Curriculum, ClassBalance.None, Scores, Labels, 1);
        Assert.That(order.Select(i => Scores[i]), Is.Ordered);
    }

    [Test]
    public void Create_Ties_AreTheSeeds()
    {
        double[] equal = new double[60];
        int[] one = ImageOrder.Create(Ordering.Curriculum, ClassBalance.None, equal, Labels, 1);
        Assert.That(ImageOrder.Create(Ordering.Curriculum, ClassBalance.None, equal, Labels, 1), Is.EqualTo(one));
        Assert.That(ImageOrder.Create(Ordering.Curriculum, ClassBalance.None, equal, Labels, 2), Is.Not.EqualTo(one));
        Assert.That(one, Is.Not.EqualTo(Enumerable.Range(0, 60)));
    }

    [Test]
    public void Create_Balanced_DiffersByAtMostOneAtEverySize() => Prop.ForAll(Drawn, drawn =>
    {
        int[] labels = Few(drawn.Labels);
        int[] order = Order(ClassBalance.Balanced, labels, drawn.Seed);
        int[] sizes = Counts(labels, Enumerable.Range(0, labels.Length));
        for (int visible = 1; visible <= labels.Length; visible++)
        {
            int[] counts = Counts(labels, order.Take(visible));
            int[] unfinished = [.. counts.Where((count, c) => count < sizes[c])];
            int most = counts.Max();

            // A class that still has images is at most one behind any other.
            if (unfinished.Length > 0 && most - unfinished.Min() > 1)
                return false;
        }

        return true;
    }).QuickCheckThrowOnFailure();

    [Test]
    public void Create_Proportional_IsWithinTijdemansBoundOfTheShareAtEverySize() => Prop.ForAll(Drawn, drawn =>
    {
        int[] labels = Few(drawn.Labels);
        return WorstShare(Order(ClassBalance.Proportional, labels, drawn.Seed), labels) <= Bound(labels) + 1e-9;
    }).QuickCheckThrowOnFailure();

    [Test]
    public void Create_ProportionalWithRareClasses_ShowsThemInTheirTurn()
    {
        int[] labels = [.. Enumerable.Repeat(0, 99), .. Enumerable.Range(1, 99)];
        double[] scores = [.. Enumerable.Range(0, labels.Length).Select(Score)];
        int[] order = ImageOrder.Create(Ordering.Anti, ClassBalance.Proportional, scores, labels, 1);
        Assert.That(order.Order(), Is.EqualTo(Enumerable.Range(0, labels.Length)));
        Assert.That(WorstShare(order, labels), Is.AtMost(Bound(labels) + 1e-9));
    }

    [Test]
    public void Create_ProportionalWithEqualClasses_IsBalanced()
    {
        int[] labels = [.. Enumerable.Range(0, 35).Select(i => i % 5)];
        int[] order = Order(ClassBalance.Proportional, labels, PositiveInt.NewPositiveInt(3));
        Assert.That(order.Chunk(5).Select(round => round.Select(i => labels[i]).Distinct().Count()), Has.All.EqualTo(5));
        Assert.That(order, Is.EqualTo(Order(ClassBalance.Balanced, labels, PositiveInt.NewPositiveInt(3))));
    }

    [Test]
    public void Create_AnyBalance_IsAPermutationInScoreOrderWithinAClass() => Prop.ForAll(Drawn, drawn =>
    {
        int[] labels = Few(drawn.Labels);
        return Enum.GetValues<ClassBalance>().All(balance =>
        {
            int[] order = Order(balance, labels, drawn.Seed);
            return order.Order().SequenceEqual(Enumerable.Range(0, labels.Length))
                && order.GroupBy(i => labels[i]).All(own => own.Zip(own.Skip(1)).All(
                    pair => Score(pair.First) <= Score(pair.Second)));
        });
    }).QuickCheckThrowOnFailure();

    [Test]
    public void MissingClasses_OfAPrefix_AreThoseWithoutAnImage()
    {
        int[] labels = [0, 0, 1, 3, 3];
        Assert.That(ImageOrder.MissingClasses([4, 0, 1, 2, 3], 2, labels), Is.EqualTo(new[] { 1 }));
        Assert.That(ImageOrder.MissingClasses([4, 0, 1, 2, 3], 4, labels), Is.Empty);
    }

    [Test]
    public void Create_WrongScores_Refuses()
    {
        Assert.That(
            () => ImageOrder.Create(Ordering.Anti, ClassBalance.None, null, Labels, 1),
            Throws.ArgumentException.With.Message.Contains("needs scores"));
        Assert.That(
            () => ImageOrder.Create(Ordering.Anti, ClassBalance.None, [1, 2], Labels, 1),
            Throws.ArgumentException.With.Message.Contains("2 scores for 60 images"));
        Assert.That(
            () => ImageOrder.Create(Ordering.Anti, ClassBalance.None, [.. Scores[1..], double.NaN], Labels, 1),
            Throws.ArgumentException.With.Message.Contains("not a finite number"));
    }

    // At least one image, of at most five classes.
    private static int[] Few(PositiveInt[] drawn) => [0, .. drawn.Select(label => label.Get % 5)];

    private static double Score(int image) => image * 7 % 11;

    private static int[] Order(ClassBalance balance, int[] labels, PositiveInt seed) => ImageOrder.Create(
        Ordering.Curriculum, balance, [.. Enumerable.Range(0, labels.Length).Select(Score)], labels, (ulong)seed.Get);

    private static double Bound(int[] labels)
    {
        int classes = labels.Distinct().Count();
        return classes == 1 ? 0 : 1 - (1 / ((2.0 * classes) - 2));
    }

    // The furthest that a class's count is from its share, at any size.
    private static double WorstShare(int[] order, int[] labels) => labels.CountBy(label => label).Max(own =>
    {
        int count = 0;
        return order.Select((image, i) =>
        {
            count += labels[image] == own.Key ? 1 : 0;
            return Math.Abs(count - ((i + 1.0) * own.Value / labels.Length));
        }).Max();
    });

    private static int[] Counts(int[] labels, IEnumerable<int> images)
    {
        int[] counts = new int[5];
        foreach (int i in images)
            counts[labels[i]]++;
        return counts;
    }
}
