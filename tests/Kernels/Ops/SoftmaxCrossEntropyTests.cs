using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Tests.Reference;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels.Ops;

[TestFixtureSource(typeof(TestDevices), nameof(TestDevices.All))]
public sealed class SoftmaxCrossEntropyTests(string deviceName)
{
    private const int N = 5;
    private const int Classes = 17;
    private static readonly int[] Labels = [0, 16, 3, 9, 3];

    private ComputeDevice Device => TestDevices.Get(deviceName);

    [Test]
    public void Forward_OddShape_MatchesReference([Values(0f, 0.1f, 1f)] float smoothing)
    {
        float[] logits = Logits(1);
        double[] expected = CrossEntropyReference.Losses(logits.ToDouble(), Labels, Classes, smoothing);
        (float[] losses, int[] predictions) = Forward(Classes, logits, Labels, smoothing);
        Close.To(expected, losses, "losses");
        for (int n = 0; n < N; n++)
        {
            float[] row = logits[(n * Classes)..((n + 1) * Classes)];
            Assert.That(predictions[n], Is.EqualTo(Array.IndexOf(row, row.Max())));
        }
    }

    [Test]
    public void Backward_OddShape_MatchesCentralDifferenceOfTheMean([Values(0f, 0.1f)] float smoothing)
    {
        float[] logits = Logits(2);
        double[] share = Enumerable.Repeat(1.0 / N, N).ToArray();
        double[] expected = CentralDifference.Gradient(
            logits.ToDouble(), share, z => CrossEntropyReference.Losses(z, Labels, Classes, smoothing));
        using var zs = Device.Allocate(logits);
        using var labels = Device.Allocate(Labels);
        using var dzs = Device.Allocate(Values.Uniform(logits.Length, 9)); // to be overwritten
        new SoftmaxCrossEntropy(Device).Backward(
            ClassificationShape.Create(N, Classes), smoothing, zs.View, labels.View, dzs.View);
        Close.To(expected, dzs.GetAsArray1D(Device.Stream), "dlogits");
    }

    [Test]
    public void Forward_HugeLogits_StaysFinite()
    {
        (float[] losses, _) = Forward(3, [1e4f, -1e4f, 0f, -2e30f, 0f, 2e30f], [0, 2], 0f);
        Assert.That(losses, Is.EqualTo(new[] { 0f, 0f }));
    }

    [Test]
    public void Forward_MinusInfinityElsewhere_IsIgnoredWithoutSmoothing()
    {
        (float[] losses, _) = Forward(3, [0f, float.NegativeInfinity, 0f], [0], 0f);
        Close.To([Math.Log(2)], losses, "losses");
    }

    [Test]
    public void Forward_Ties_PredictTheLowestClass()
    {
        (_, int[] predictions) = Forward(4, [0f, 2f, 1f, 2f], [3], 0f);
        Assert.That(predictions, Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public void Forward_NaNLogit_MakesTheLossNaN([Range(0, 2)] int place)
    {
        float[] logits = [1f, 2f, 3f, 1f, 2f, 3f];
        logits[place] = float.NaN;
        (float[] losses, _) = Forward(3, logits, [1, 1], 0f);
        Assert.That(losses[0], Is.NaN);
        Assert.That(losses[1], Is.Not.NaN);
    }

    [TestCase(-1)]
    [TestCase(3)]
    public void Forward_LabelOutOfRange_MakesTheLossNaN(int label)
    {
        (float[] losses, _) = Forward(3, [1f, 2f, 3f], [label], 0f);
        Assert.That(losses[0], Is.NaN);
    }

    [Test]
    public void Forward_SmoothingOutOfRange_IsRefused() => Assert.That(
        () => Forward(3, [1f, 2f, 3f], [0], 1.5f),
        Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("labelSmoothing must be from 0 to 1"));

    [Test]
    public void Forward_LabelsTooShort_SaysWhich() => Assert.That(
        () => Forward(Classes, Logits(1), Labels[..3], 0f, N),
        Throws.ArgumentException.With.Message.Contains("labels holds 3 elements; 5 examples of 17 classes needs 5"));

    private static float[] Logits(int seed) => Array.ConvertAll(Values.Uniform(N * Classes, seed), z => 4 * z);

    private (float[] Losses, int[] Predictions) Forward(
        int classes, float[] logits, int[] labels, float smoothing, int? n = null)
    {
        ClassificationShape shape = ClassificationShape.Create(n ?? labels.Length, classes);
        using var zs = Device.Allocate(logits);
        using var ts = Device.Allocate(labels);
        using var losses = Device.Allocate<float>(shape.N);
        using var predictions = Device.Allocate<int>(shape.N);
        new SoftmaxCrossEntropy(Device).Forward(
            shape, smoothing, zs.View, ts.View, losses.View, predictions.View);
        return (losses.GetAsArray1D(Device.Stream), predictions.GetAsArray1D(Device.Stream));
    }
}
