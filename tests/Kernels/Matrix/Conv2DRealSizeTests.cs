using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Tests.Reference;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels.Matrix;

/// <summary>Shapes of real networks: many tiles, long sums, sums split over groups.</summary>
[TestFixtureSource(typeof(TestDevices), nameof(TestDevices.Fast))]
public sealed class Conv2DRealSizeTests(string deviceName)
{
    // A sum of thousands of terms of size one is itself about 50, and off by that much more than a single term.
    private const double LongSumAbsolute = 1e-4;

    // Of tens of thousands of terms.
    private const double LongestSumAbsolute = 5e-4;

    private static readonly Conv2DShape[] Shapes =
    [
        Conv2DShape.Create(8, 30, 30, 32, 64, 3, 3, Padding.Valid),
        Conv2DShape.Create(5, 32, 31, 3, 33, 3, 3, Padding.Same),
        Conv2DShape.Create(7, 16, 15, 65, 40, 2, 2, Padding.Same, 2),
        Conv2DShape.Dense(65, 1153, 129),

        // The three of the network 'seed', as it trains.
        Conv2DShape.Create(64, 32, 32, 3, 32, 3, 3, Padding.Valid),
        Conv2DShape.Create(64, 30, 30, 32, 64, 3, 3, Padding.Valid),
        Conv2DShape.Create(64, 14, 14, 64, 128, 3, 3, Padding.Valid),
    ];

    // In smaller batches the second of 'seed' is the first of all; the sums in double take seconds.
    private static IEnumerable<TestCaseData> Cases => Shapes.Select(
        (s, i) => i == 5 ? new TestCaseData(s).SetCategory(TestCategories.Exhaustive) : new TestCaseData(s));

    private ConvRun Run => new(TestDevices.Get(deviceName));

    [TestCaseSource(nameof(Cases))]
    public void Forward_RealSize_MatchesReference(Conv2DShape s)
    {
        float[] x = Values.Uniform(s.InputLength, 1), w = Values.Uniform(s.WeightLength, 2);
        float[] b = Values.Uniform(s.OutC, 3);
        double[] expected = ConvReference.Activate(
            Activation.Relu, ConvReference.Forward(s, x.ToDouble(), w.ToDouble(), b.ToDouble()));
        Close.To(expected, Run.Forward(s, x, w, b, Activation.Relu), "y", LongSumAbsolute);
    }

    [TestCaseSource(nameof(Cases))]
    public void BackwardInput_RealSize_MatchesReference(Conv2DShape s)
    {
        float[] x = Values.Uniform(s.InputLength, 1), w = Values.Uniform(s.WeightLength, 2);
        float[] dy = Values.Uniform(s.OutputLength, 4);
        double[] expected = ConvReference.BackwardInput(s, dy.ToDouble(), w.ToDouble());
        for (int i = 0; i < expected.Length; i++)
            expected[i] *= ConvReference.Derivative(Activation.Relu, x[i]);
        Close.To(expected, Run.BackwardInput(s, dy, w, Activation.Relu, x), "dx", LongSumAbsolute);
    }

    [TestCaseSource(nameof(Cases))]
    public void BackwardWeight_RealSize_MatchesReference(Conv2DShape s)
    {
        float[] x = Values.Uniform(s.InputLength, 1), dy = Values.Uniform(s.OutputLength, 4);
        (float[] dw, float[] db) = Run.BackwardWeight(s, x, dy, new float[s.WeightLength], new float[s.OutC]);
        double absolute = s.N * s.OutH * s.OutW < 10_000 ? LongSumAbsolute : LongestSumAbsolute;
        Close.To(ConvReference.BackwardWeight(s, x.ToDouble(), dy.ToDouble()), dw, "dw", absolute);
        Close.To(ConvReference.BackwardBias(s, dy.ToDouble()), db, "db", absolute);
    }

    [Test]
    public void BackwardWeight_Twice_GivesTheSameBits()
    {
        Conv2DShape s = Shapes[1];
        float[] x = Values.Uniform(s.InputLength, 1), dy = Values.Uniform(s.OutputLength, 4);
        (float[] Dw, float[] Db) first = Run.BackwardWeight(s, x, dy, new float[s.WeightLength], new float[s.OutC]);
        (float[] Dw, float[] Db) second = Run.BackwardWeight(s, x, dy, new float[s.WeightLength], new float[s.OutC]);
        Assert.That(second.Dw, Is.EqualTo(first.Dw));
        Assert.That(second.Db, Is.EqualTo(first.Db));
    }
}
