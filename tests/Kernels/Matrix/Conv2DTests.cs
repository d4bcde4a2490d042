using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Tests.Reference;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels.Matrix;

[TestFixtureSource(typeof(TestDevices), nameof(TestDevices.All))]
public sealed class Conv2DTests(string deviceName)
{
    private static readonly Conv2DShape Small = Conv2DShape.Create(2, 5, 4, 3, 5, 3, 2, new Padding(1), 2);

    private static readonly Conv2DShape[] Tiny =
    [
        Small,
        Conv2DShape.Create(1, 4, 5, 3, 2, 2, 2, Padding.Same),
        Conv2DShape.Create(1, 6, 5, 1, 3, 3, 2, Padding.Valid, dilation: 2),
    ];

    private static readonly Conv2DShape[] Shapes =
    [
        .. Tiny,
        Conv2DShape.Create(3, 7, 5, 3, 17, 3, 3, Padding.Valid),
        Conv2DShape.Create(2, 5, 7, 3, 33, 4, 2, Padding.Same),
        Conv2DShape.Create(2, 9, 7, 3, 17, 3, 3, new Padding(1), 2),
        Conv2DShape.Create(2, 8, 7, 3, 5, 2, 3, Padding.Same, 3),
        Conv2DShape.Create(3, 7, 8, 3, 4, 1, 1, Padding.Valid, 3),
        Conv2DShape.Create(2, 7, 6, 3, 5, 3, 3, new Padding(2), dilation: 2),
        Conv2DShape.Create(1, 9, 8, 3, 5, 3, 2, Padding.Same, 2, 2),
        Conv2DShape.Create(3, 5, 4, 17, 33, 1, 1, Padding.Valid),
        Conv2DShape.Create(3, 4, 3, 17, 40, 4, 3, Padding.Valid),
        Conv2DShape.Create(2, 6, 5, 1, 1, 3, 2, Padding.Valid),
        Conv2DShape.Create(1, 16, 9, 1, 5, 3, 3, Padding.Same), // grey images
        Conv2DShape.Create(3, 7, 9, 1, 33, 3, 2, new Padding(1), 2),
        Conv2DShape.Create(2, 9, 8, 17, 70, 2, 3, Padding.Same),
        Conv2DShape.Create(1, 3, 2, 130, 17, 1, 2, Padding.Valid), // outputs in parts
        Conv2DShape.Create(1, 3, 3, 2, 3, 2, 2, new Padding(3)),
    ];

    private ConvRun Run => new(TestDevices.Get(deviceName));

    [TestCaseSource(nameof(Shapes))]
    public void Forward_AnyShape_MatchesReference(Conv2DShape s)
    {
        float[] x = Values.Uniform(s.InputLength, 1), w = Values.Uniform(s.WeightLength, 2);
        float[] b = Values.Uniform(s.OutC, 3);
        double[] expected = ConvReference.Forward(s, x.ToDouble(), w.ToDouble(), b.ToDouble());
        Close.To(expected, Run.Forward(s, x, w, b, Activation.Identity), "y");
    }

    [Test]
    public void Forward_Activation_IsAppliedLast([Values(Activation.Relu, Activation.Elu)] Activation activation)
    {
        float[] x = Values.Uniform(Small.InputLength, 1), w = Values.Uniform(Small.WeightLength, 2);
        float[] b = Values.Uniform(Small.OutC, 3);
        double[] linear = ConvReference.Forward(Small, x.ToDouble(), w.ToDouble(), b.ToDouble());
        double[] expected = ConvReference.Activate(activation, linear);
        Close.To(expected, Run.Forward(Small, x, w, b, activation), "y");
    }

    [TestCaseSource(nameof(Tiny))]
    public void BackwardInput_TinyShape_MatchesCentralDifference(Conv2DShape s)
    {
        float[] x = Values.Uniform(s.InputLength, 1), w = Values.Uniform(s.WeightLength, 2);
        float[] dy = Values.Uniform(s.OutputLength, 4);
        double[] noBias = new double[s.OutC];
        double[] expected = CentralDifference.Gradient(
            x.ToDouble(), dy.ToDouble(), v => ConvReference.Forward(s, v, w.ToDouble(), noBias));
        Close.To(expected, Run.BackwardInput(s, dy, w, Activation.Identity, x), "dx");
    }

    [TestCaseSource(nameof(Shapes))]
    public void BackwardInput_AnyShape_MatchesReference(Conv2DShape s)
    {
        float[] dy = Values.Uniform(s.OutputLength, 4), w = Values.Uniform(s.WeightLength, 2);
        double[] expected = ConvReference.BackwardInput(s, dy.ToDouble(), w.ToDouble());
        Close.To(expected, Run.BackwardInput(s, dy, w, Activation.Identity, []), "dx");
    }

    [Test]
    public void BackwardInput_InputActivation_MatchesCentralDifference(
        [Values(Activation.Relu, Activation.Elu)] Activation activation)
    {
        float[] before = Values.Uniform(Small.InputLength, 1), w = Values.Uniform(Small.WeightLength, 2);
        float[] dy = Values.Uniform(Small.OutputLength, 4);
        double[] noBias = new double[Small.OutC];
        double[] expected = CentralDifference.Gradient(
            before.ToDouble(), dy.ToDouble(),
            v => ConvReference.Forward(Small, ConvReference.Activate(activation, v), w.ToDouble(), noBias), 1e-6);
        float[] x = Array.ConvertAll(ConvReference.Activate(activation, before.ToDouble()), v => (float)v);
        Close.To(expected, Run.BackwardInput(Small, dy, w, activation, x), "dx");
    }

    [TestCaseSource(nameof(Tiny))]
    public void BackwardWeight_TinyShape_MatchesCentralDifference(Conv2DShape s)
    {
        float[] x = Values.Uniform(s.InputLength, 1), dy = Values.Uniform(s.OutputLength, 4);
        double[] w = new double[s.WeightLength], b = new double[s.OutC];
        (float[] dw, float[] db) = Run.BackwardWeight(s, x, dy, new float[w.Length], new float[b.Length]);
        Close.To(
            CentralDifference.Gradient(w, dy.ToDouble(), v => ConvReference.Forward(s, x.ToDouble(), v, b)), dw, "dw");
        Close.To(
            CentralDifference.Gradient(b, dy.ToDouble(), v => ConvReference.Forward(s, x.ToDouble(), w, v)), db, "db");
    }

    [TestCaseSource(nameof(Shapes))]
    public void BackwardWeight_AnyShape_AddsReference(Conv2DShape s)
    {
        float[] x = Values.Uniform(s.InputLength, 1), dy = Values.Uniform(s.OutputLength, 4);
        float[] dw = Values.Uniform(s.WeightLength, 5), db = Values.Uniform(s.OutC, 6);
        double[] weights = ConvReference.BackwardWeight(s, x.ToDouble(), dy.ToDouble());
        double[] biases = ConvReference.BackwardBias(s, dy.ToDouble());
        (float[] dwAfter, float[] dbAfter) = Run.BackwardWeight(s, x, dy, dw, db);
        Close.To(weights.Zip(dw, (gradient, before) => gradient + before).ToArray(), dwAfter, "dw");
        Close.To(biases.Zip(db, (gradient, before) => gradient + before).ToArray(), dbAfter, "db");
    }

    [Test]
    public void BackwardWeight_Twice_GivesTheSameBits()
    {
        Conv2DShape s = Conv2DShape.Create(3, 9, 7, 3, 17, 3, 3, Padding.Same);
        float[] x = Values.Uniform(s.InputLength, 1), dy = Values.Uniform(s.OutputLength, 4);
        float[] dw = Values.Uniform(s.WeightLength, 5), db = Values.Uniform(s.OutC, 6);
        (float[] Dw, float[] Db) first = Run.BackwardWeight(s, x, dy, dw, db);
        (float[] Dw, float[] Db) second = Run.BackwardWeight(s, x, dy, dw, db);
        Assert.That(second.Dw, Is.EqualTo(first.Dw));
        Assert.That(second.Db, Is.EqualTo(first.Db));
    }

    [TestCase(1, 0, 0, 0, "x holds 119 elements")]
    [TestCase(0, 1, 0, 0, "w holds 89 elements")]
    [TestCase(0, 0, 1, 0, "b holds 4 elements")]
    [TestCase(0, 0, 0, 1, "y holds 89 elements")]
    public void Forward_ViewTooShort_SaysWhich(int x, int w, int b, int y, string message) =>
        AssertRefused(message, (op, f) => op.Forward(
            Small, f(Small.InputLength - x), f(Small.WeightLength - w), f(Small.OutC - b), Activation.Relu,
            f(Small.OutputLength - y)));

    [TestCase(1, 0, 0, 0, "dy holds 89 elements")]
    [TestCase(0, 1, 0, 0, "w holds 89 elements")]
    [TestCase(0, 0, 1, 0, "x holds 119 elements")]
    [TestCase(0, 0, 0, 1, "dx holds 119 elements")]
    public void BackwardInput_ViewTooShort_SaysWhich(int dy, int w, int x, int dx, string message) =>
        AssertRefused(message, (op, f) => op.BackwardInput(
            Small, f(Small.OutputLength - dy), f(Small.WeightLength - w), Activation.Relu, f(Small.InputLength - x),
            f(Small.InputLength - dx)));

    [TestCase(1, 0, 0, 0, "x holds 119 elements")]
    [TestCase(0, 1, 0, 0, "dy holds 89 elements")]
    [TestCase(0, 0, 1, 0, "dw holds 89 elements")]
    [TestCase(0, 0, 0, 1, "db holds 4 elements")]
    public void BackwardWeight_ViewTooShort_SaysWhich(int x, int dy, int dw, int db, string message) =>
        AssertRefused(message, (op, f) => op.BackwardWeight(
            Small, f(Small.InputLength - x), f(Small.OutputLength - dy), f(Small.WeightLength - dw),
            f(Small.OutC - db)));

    private void AssertRefused(string message, Action<Conv2D, Func<int, Floats>> call)
    {
        ComputeDevice device = TestDevices.Get(deviceName);
        using MemoryBuffer1D<float, Stride1D.Dense> buffer = device.Allocate<float>(Small.InputLength);
        Assert.That(
            () => call(new Conv2D(device), length => buffer.View.SubView(0, length)),
            Throws.ArgumentException.With.Message.StartsWith(message));
    }
}
