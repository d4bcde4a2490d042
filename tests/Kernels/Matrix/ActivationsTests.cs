using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Tests.Reference;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels.Matrix;

[TestFixtureSource(typeof(TestDevices), nameof(TestDevices.All))]
public sealed class ActivationsTests(string deviceName)
{
    private ComputeDevice Device => TestDevices.Get(deviceName);

    private static double[] Reference(Activation kind, double[] x) => kind switch
    {
        Activation.Relu => Array.ConvertAll(x, v => Math.Max(v, 0)),
        Activation.Elu => Array.ConvertAll(x, v => v > 0 ? v : Math.Exp(v) - 1),
        _ => [.. x],
    };

    [Test]
    public void Forward_OddLength_MatchesReference([Values] Activation kind)
    {
        float[] x = Values.Uniform(1013, 1);
        using var xs = Device.Allocate(x);
        using var ys = Device.Allocate<float>(x.Length);
        new Activations(Device).Forward(x.Length, kind, xs.View, ys.View);
        Close.To(Reference(kind, x.ToDouble()), ys.GetAsArray1D(Device.Stream), "y");
    }

    [Test]
    public void Backward_OddLength_MatchesCentralDifference([Values] Activation kind)
    {
        float[] x = Values.Uniform(61, 2);
        float[] dy = Values.Uniform(61, 3);
        using var ys = Device.Allocate(x);
        using var dys = Device.Allocate(dy);
        using var dxs = Device.Allocate<float>(x.Length);
        Activations op = new(Device);
        op.Forward(x.Length, kind, ys.View, ys.View);
        op.Backward(x.Length, kind, ys.View, dys.View, dxs.View);
        double[] expected = CentralDifference.Gradient(x.ToDouble(), dy.ToDouble(), v => Reference(kind, v), 1e-6);
        Close.To(expected, dxs.GetAsArray1D(Device.Stream), "dx");
    }

    [Test]
    public void Forward_NaN_StaysNaN([Values] Activation kind)
    {
        using var xs = Device.Allocate([float.NaN]);
        new Activations(Device).Forward(1, kind, xs.View, xs.View);
        Assert.That(xs.GetAsArray1D(Device.Stream)[0], Is.NaN);
    }

    [Test]
    public void Forward_OutputTooShort_SaysWhich()
    {
        using var xs = Device.Allocate<float>(8);
        using var ys = Device.Allocate<float>(7);
        Assert.That(
            () => new Activations(Device).Forward(8, Activation.Relu, xs.View, ys.View),
            Throws.ArgumentException.With.Message.Contains("y holds 7 elements"));
    }
}
