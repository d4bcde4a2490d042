using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Tests.Reference;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels.Matrix;

[TestFixtureSource(typeof(TestDevices), nameof(TestDevices.All))]
public sealed class DenseTests(string deviceName)
{
    private static readonly DenseShape Small = DenseShape.Create(3, 5, 7);

    private static readonly DenseShape[] Shapes =
    [
        Small,
        DenseShape.Create(1, 1, 1),
        DenseShape.Create(1, 33, 40),
        DenseShape.Create(7, 65, 17),
        DenseShape.Create(67, 18, 66),
    ];

    private ComputeDevice Device => TestDevices.Get(deviceName);

    [TestCaseSource(nameof(Shapes))]
    public void Forward_AnyShape_MatchesReference(DenseShape s) => CheckForward(s, Activation.Identity);

    [Test]
    public void Forward_Activation_IsAppliedLast([Values(Activation.Relu, Activation.Elu)] Activation activation) =>
        CheckForward(Small, activation);

    [TestCaseSource(nameof(Shapes))]
    public void BackwardInput_AnyShape_MatchesReference(DenseShape s) => CheckBackwardInput(s, Activation.Identity);

    [Test]
    public void BackwardInput_InputActivation_MultipliesByItsDerivative(
        [Values(Activation.Relu, Activation.Elu)] Activation activation) => CheckBackwardInput(Small, activation);

    [TestCaseSource(nameof(Shapes))]
    public void BackwardWeight_AnyShape_AddsReference(DenseShape s)
    {
        float[] x = Values.Uniform(s.InputLength, 1), dy = Values.Uniform(s.OutputLength, 4);
        float[] dw = Values.Uniform(s.WeightLength, 5), db = Values.Uniform(s.Out, 6);
        using var xs = Device.Allocate(x);
        using var dys = Device.Allocate(dy);
        using var dws = Device.Allocate(dw);
        using var dbs = Device.Allocate(db);
        new Dense(Device).BackwardWeight(s, xs.View, dys.View, dws.View, dbs.View);
        double[] weights = ConvReference.BackwardWeight(s.ToConv2D(), x.ToDouble(), dy.ToDouble());
        double[] biases = ConvReference.BackwardBias(s.ToConv2D(), dy.ToDouble());
        Close.To(weights.Zip(dw, (gradient, before) => gradient + before).ToArray(), dws.GetAsArray1D(Device.Stream), "dw");
        Close.To(biases.Zip(db, (gradient, before) => gradient + before).ToArray(), dbs.GetAsArray1D(Device.Stream), "db");
    }

    [Test]
    public void Launchers_ViewTooShort_SayWhich()
    {
        using var buffer = Device.Allocate<float>(35);
        Floats x = buffer.View.SubView(0, 15), w = buffer.View, y = buffer.View.SubView(0, 21);
        Floats b = buffer.View.SubView(0, 7), none = buffer.View.SubView(0, 1);
        Dense op = new(Device);
        Assert.Multiple(() =>
        {
            AssertRefused("x", () => op.Forward(Small, none, w, b, Activation.Relu, y));
            AssertRefused("w", () => op.Forward(Small, x, none, b, Activation.Relu, y));
            AssertRefused("b", () => op.Forward(Small, x, w, none, Activation.Relu, y));
            AssertRefused("y", () => op.Forward(Small, x, w, b, Activation.Relu, none));
            AssertRefused("dy", () => op.BackwardInput(Small, none, w, Activation.Relu, x, x));
            AssertRefused("w", () => op.BackwardInput(Small, y, none, Activation.Relu, x, x));
            AssertRefused("x", () => op.BackwardInput(Small, y, w, Activation.Relu, none, x));
            AssertRefused("dx", () => op.BackwardInput(Small, y, w, Activation.Relu, x, none));
            AssertRefused("x", () => op.BackwardWeight(Small, none, y, w, b));
            AssertRefused("dy", () => op.BackwardWeight(Small, x, none, w, b));
            AssertRefused("dw", () => op.BackwardWeight(Small, x, y, none, b));
            AssertRefused("db", () => op.BackwardWeight(Small, x, y, w, none));
        });
    }

    [TestCase(0, 1, 1, "n")]
    [TestCase(1, 0, 1, "inputs")]
    [TestCase(1, 1, -1, "outputs")]
    public void Create_ExtentUnderOne_SaysWhich(int n, int inputs, int outputs, string name) =>
        Assert.That(
            () => DenseShape.Create(n, inputs, outputs),
            Throws.InstanceOf<ArgumentException>().With.Message.StartsWith($"{name} must be at least 1"));

    private static void AssertRefused(string name, Action call) =>
        Assert.That(call, Throws.ArgumentException.With.Message.StartsWith($"{name} holds 1 elements; dense 3×5 → 7"));

    private void CheckForward(DenseShape s, Activation activation)
    {
        float[] x = Values.Uniform(s.InputLength, 1), w = Values.Uniform(s.WeightLength, 2);
        float[] b = Values.Uniform(s.Out, 3);
        using var xs = Device.Allocate(x);
        using var ws = Device.Allocate(w);
        using var bs = Device.Allocate(b);
        using var ys = Device.Allocate(Values.Uniform(s.OutputLength, 9));
        new Dense(Device).Forward(s, xs.View, ws.View, bs.View, activation, ys.View);
        double[] linear = ConvReference.Forward(s.ToConv2D(), x.ToDouble(), w.ToDouble(), b.ToDouble());
        Close.To(ConvReference.Activate(activation, linear), ys.GetAsArray1D(Device.Stream), "y");
    }

    private void CheckBackwardInput(DenseShape s, Activation activation)
    {
        float[] x = Values.Uniform(s.InputLength, 1), w = Values.Uniform(s.WeightLength, 2);
        float[] dy = Values.Uniform(s.OutputLength, 4);
        using var xs = Device.Allocate(x);
        using var ws = Device.Allocate(w);
        using var dys = Device.Allocate(dy);
        using var dxs = Device.Allocate(Values.Uniform(s.InputLength, 9));
        new Dense(Device).BackwardInput(s, dys.View, ws.View, activation, xs.View, dxs.View);
        double[] expected = ConvReference.BackwardInput(s.ToConv2D(), dy.ToDouble(), w.ToDouble());
        for (int i = 0; i < expected.Length; i++)
            expected[i] *= ConvReference.Derivative(activation, x[i]);
        Close.To(expected, dxs.GetAsArray1D(Device.Stream), "dx");
    }
}
