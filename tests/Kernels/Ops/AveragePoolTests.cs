using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Tests.Kernels.Matrix;
using IlgpuCnn.Tests.Reference;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels.Ops;

[TestFixtureSource(typeof(TestDevices), nameof(TestDevices.All))]
public sealed class AveragePoolTests(string deviceName)
{
    private ComputeDevice Device => TestDevices.Get(deviceName);

    [TestCaseSource(typeof(PoolCases), nameof(PoolCases.All))]
    public void Forward_OddShape_MatchesReference(PoolShape shape)
    {
        float[] x = Values.Uniform(shape.InputLength, 1);
        Close.To(PoolReference.Average(shape, x.ToDouble()), Forward(shape, x), "y");
    }

    [TestCaseSource(typeof(PoolCases), nameof(PoolCases.All))]
    public void Backward_OddShape_MatchesCentralDifference(PoolShape shape)
    {
        float[] x = Values.Uniform(shape.InputLength, 2);
        float[] dy = Values.Uniform(shape.OutputLength, 3);
        double[] expected = CentralDifference.Gradient(
            x.ToDouble(), dy.ToDouble(), v => PoolReference.Average(shape, v), 1e-7);
        Close.To(expected, Backward(shape, Activation.Identity, x, dy), "dx");
    }

    [TestCaseSource(typeof(PoolCases), nameof(PoolCases.All))]
    public void Backward_InputActivation_IsFoldedIn(PoolShape shape)
    {
        float[] x = Values.Uniform(shape.InputLength, 4);
        float[] dy = Values.Uniform(shape.OutputLength, 5);
        double[] expected = Backward(shape, Activation.Identity, x, dy).ToDouble();
        for (int i = 0; i < x.Length; i++)
            expected[i] *= x[i] > 0 ? 1 : x[i] + 1.0;
        Close.To(expected, Backward(shape, Activation.Elu, x, dy), "dx");
    }

    [Test]
    public void Forward_Padding_IsNotCounted()
    {
        PoolShape shape = PoolShape.Create(1, 2, 2, 1, 2, 2, new Padding(1), 2);
        Assert.That(Forward(shape, [1f, 2f, 3f, 4f]), Is.EqualTo(new[] { 1f, 2f, 3f, 4f }));
    }

    [Test]
    public void Forward_InputTooShort_SaysWhich()
    {
        PoolShape shape = PoolCases.All[0];
        using var xs = Device.Allocate<float>(shape.InputLength - 1);
        using var ys = Device.Allocate<float>(shape.OutputLength);
        Assert.That(
            () => new AveragePool(Device).Forward(shape, xs.View, ys.View),
            Throws.ArgumentException.With.Message.Contains($"x holds {shape.InputLength - 1} elements; pool 3×7×5×17"));
    }

    [Test]
    public void Backward_GradientTooShort_SaysWhich()
    {
        PoolShape shape = PoolCases.All[0];
        using var xs = Device.Allocate<float>(shape.InputLength);
        using var dys = Device.Allocate<float>(shape.OutputLength - 1);
        Assert.That(
            () => new AveragePool(Device).Backward(shape, Activation.Relu, xs.View, dys.View, xs.View),
            Throws.ArgumentException.With.Message.Contains($"dy holds {shape.OutputLength - 1} elements"));
    }

    private float[] Forward(PoolShape shape, float[] x)
    {
        using var xs = Device.Allocate(x);
        using var ys = Device.Allocate(Values.Uniform(shape.OutputLength, 9)); // to be overwritten
        new AveragePool(Device).Forward(shape, xs.View, ys.View);
        return ys.GetAsArray1D(Device.Stream);
    }

    private float[] Backward(PoolShape shape, Activation kind, float[] x, float[] dy)
    {
        using var xs = Device.Allocate(x);
        using var dys = Device.Allocate(dy);
        using var dxs = Device.Allocate(Values.Uniform(shape.InputLength, 9)); // to be overwritten
        new AveragePool(Device).Backward(shape, kind, xs.View, dys.View, dxs.View);
        return dxs.GetAsArray1D(Device.Stream);
    }
}
