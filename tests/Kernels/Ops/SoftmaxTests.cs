using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Tests.Reference;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels.Ops;

[TestFixtureSource(typeof(TestDevices), nameof(TestDevices.All))]
public sealed class SoftmaxTests(string deviceName)
{
    private const int N = 5;
    private const int Classes = 17;

    private ComputeDevice Device => TestDevices.Get(deviceName);

    [Test]
    public void Forward_OddShape_MatchesReference()
    {
        float[] logits = Logits();
        Close.To(Expected(logits), Forward(Classes, logits), "probabilities");
    }

    [Test]
    public void Forward_InPlace_MatchesReference()
    {
        float[] logits = Logits();
        using var zs = Device.Allocate(logits);
        new Softmax(Device).Forward(ClassificationShape.Create(N, Classes), zs.View, zs.View);
        Close.To(Expected(logits), zs.GetAsArray1D(Device.Stream), "probabilities");
    }

    [Test]
    public void Forward_HugeLogits_StaysFinite()
    {
        float[] probabilities = Forward(3, [1e4f, -1e4f, 0f, -2e30f, 2e30f, 2e30f]);
        Assert.That(probabilities, Is.EqualTo(new[] { 1f, 0f, 0f, 0f, 0.5f, 0.5f }));
    }

    [Test]
    public void Forward_NaNLogit_MakesItsRowNaN([Range(0, 2)] int place)
    {
        float[] logits = [1f, 2f, 3f, 1f, 2f, 3f];
        logits[place] = float.NaN;
        float[] probabilities = Forward(3, logits);
        Assert.That(probabilities[..3], Is.All.NaN);
        Assert.That(probabilities[3..], Has.None.NaN);
    }

    [Test]
    public void Forward_LogitsTooShort_SaysWhich() => Assert.That(
        () => Forward(Classes, Logits()[..3], N),
        Throws.ArgumentException.With.Message.Contains("logits holds 3 elements; 5 examples of 17 classes needs 85"));

    private static float[] Logits() => Array.ConvertAll(Values.Uniform(N * Classes, 1), z => 4 * z);

    // −log p of a class is the cross-entropy of that class as the label.
    private static double[] Expected(float[] logits)
    {
        double[] expected = new double[logits.Length];
        for (int c = 0; c < Classes; c++)
        {
            double[] losses = CrossEntropyReference.Losses(
                logits.ToDouble(), [.. Enumerable.Repeat(c, N)], Classes, smoothing: 0);
            for (int n = 0; n < N; n++)
                expected[(n * Classes) + c] = Math.Exp(-losses[n]);
        }

        return expected;
    }

    private float[] Forward(int classes, float[] logits, int? n = null)
    {
        ClassificationShape shape = ClassificationShape.Create(n ?? logits.Length / classes, classes);
        using var zs = Device.Allocate(logits);
        using var probabilities = Device.Allocate<float>(shape.Length);
        new Softmax(Device).Forward(shape, zs.View, probabilities.View);
        return probabilities.GetAsArray1D(Device.Stream);
    }
}
