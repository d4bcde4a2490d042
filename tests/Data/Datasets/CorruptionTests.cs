using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Datasets.Shapes;
using IlgpuCnn.Kernels;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Data.Datasets;

public sealed class CorruptionTests
{
    private static readonly DataConfig Clean = new() { Source = new ShapesDataset(2_000, 60), Validation = 0.1 };

    [Test]
    public void Load_LabelNoise_ChangesItsShareOfTrainingLabelsAlone()
    {
        ImageData clean = Clean.Load();
        ImageData noisy = (Clean with { LabelNoise = 0.4 }).Load();
        int[] wrong = [.. Enumerable.Range(0, clean.Train.Count)
            .Where(i => noisy.Train.Labels[i] != clean.Train.Labels[i])];

        // Four deviations of a binomial with 1,800 draws.
        Assert.That(wrong.Length / 1800.0, Is.EqualTo(0.4).Within(4 * Math.Sqrt(0.4 * 0.6 / 1800)));
        Assert.That(noisy.Train.Bytes(), Is.EqualTo(clean.Train.Bytes()));
        Assert.That(noisy.Validation!.Labels, Is.EqualTo(clean.Validation!.Labels));
        Assert.That(noisy.Test.Labels, Is.EqualTo(clean.Test.Labels));
    }

    [Test]
    public void Load_LabelNoise_DrawsTheOtherClassesEvenly()
    {
        ImageData clean = Clean.Load();
        ImageData noisy = (Clean with { LabelNoise = 0.9 }).Load();
        int[] shifts = new int[20];
        for (int i = 0; i < clean.Train.Count; i++)
            shifts[(noisy.Train.Labels[i] - clean.Train.Labels[i] + 20) % 20]++;
        double expected = 0.9 * 1800 / 19;
        Assert.That(shifts[1..], Is.All.EqualTo(expected).Within(4.5 * Math.Sqrt(expected)));
    }

    [Test]
    public void Load_LabelNoise_IsAFunctionOfTheSeed()
    {
        DataConfig noisy = Clean with { LabelNoise = 0.4 };
        int[] once = noisy.Load().Train.Labels;
        Assert.That(noisy.Load().Train.Labels, Is.EqualTo(once));
        Assert.That((noisy with { LabelNoise = 0.2 }).Load().Train.Labels, Is.Not.EqualTo(once));
    }

    [Test]
    public void Load_Imbalance_KeepsALongTail()
    {
        ImageData tail = (Clean with { Imbalance = 50 }).Load();
        int[] sizes = [.. Enumerable.Range(0, 20).Select(c => tail.Train.Labels.Count(label => label == c))];
        for (int c = 0; c < 20; c++)
            Assert.That(sizes[c], Is.EqualTo((int)Math.Round(90 * Math.Pow(50, -c / 19.0))), $"class {c}");
        Assert.That(tail.Validation!.Labels.CountBy(label => label).Select(n => n.Value), Is.All.EqualTo(10));
        Assert.That(tail.Test.Count, Is.EqualTo(60));
    }

    [TestCase(1.0, 1.0, "The label noise is 1; it must be in [0, 1)")]
    [TestCase(-0.1, 1.0, "The label noise is -0.1")]
    [TestCase(double.NaN, 1.0, "The label noise is NaN")]
    [TestCase(0.0, 0.5, "The imbalance is 0.5; it must be at least 1")]
    [TestCase(0.0, double.PositiveInfinity, "The imbalance is")]
    public void Load_OutOfRange_SaysWhat(double noise, double imbalance, string message) => Assert.That(
        () => (Clean with { LabelNoise = noise, Imbalance = imbalance }).Load(),
        Throws.TypeOf<InputException>().With.Message.Contains(message));
}
