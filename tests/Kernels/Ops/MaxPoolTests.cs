using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Tests.Kernels.Matrix;
using IlgpuCnn.Tests.Reference;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels.Ops;

[TestFixtureSource(typeof(TestDevices), nameof(TestDevices.All))]
public sealed class MaxPoolTests(string deviceName)
{
    private ComputeDevice Device => TestDevices.Get(deviceName);

    [TestCaseSource(typeof(PoolCases), nameof(PoolCases.All))]
    public void Forward_OddShape_MatchesReference(PoolShape shape)
    {
        float[] x = Values.Uniform(shape.InputLength, 1);
        Close.To(PoolReference.Max(shape, x.ToDouble()), Forward(shape, x), "y");
    }

    [TestCaseSource(typeof(PoolCases), nameof(PoolCases.All))]
    public void Backward_OddShape_MatchesCentralDifference(PoolShape shape)
    {
        float[] x = Values.Uniform(shape.InputLength, 2);
        float[] dy = Values.Uniform(shape.OutputLength, 3);
        double[] expected = CentralDifference.Gradient(
            x.ToDouble(), dy.ToDouble(), v => PoolReference.Max(shape, v), 1e-7);
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

    [TestCase(2, 2)]
    [TestCase(2, 1)]
    public void Backward_Ties_GoToTheFirstInRowMajorOrder(int kernel, int stride)
    {
        PoolShape shape = PoolShape.Create(1, 2, 2, 1, kernel, kernel, Padding.Valid, stride);
        Assert.That(
            Backward(shape, Activation.Identity, [1f, 2f, 2f, 2f], [5f]), Is.EqualTo(new[] { 0f, 5f, 0f, 0f }));
    }

    [Test]
    public void Forward_AllNegativeUnderPadding_PaddingDoesNotWin()
    {
        PoolShape shape = PoolShape.Create(1, 3, 3, 1, 3, 3, new Padding(1), 2);
        Assert.That(
            Forward(shape, [-9f, -8f, -7f, -6f, -5f, -4f, -3f, -2f, -1f]), Is.EqualTo(new[] { -5f, -4f, -2f, -1f }));
    }

    [Test]
    public void ForwardAndBackward_NaN_WinsWhereverItStands([Range(0, 3)] int place)
    {
        PoolShape shape = PoolShape.Create(1, 2, 2, 1, 2, 2, Padding.Valid, 2);
        float[] x = [1f, 4f, 2f, 3f];
        x[place] = float.NaN;
        Assert.That(Forward(shape, x)[0], Is.NaN);
        float[] expected = new float[4];
        expected[place] = 5f;
        Assert.That(Backward(shape, Activation.Identity, x, [5f]), Is.EqualTo(expected));
    }

    [Test]
    public void Forward_InputTooShort_SaysWhich()
    {
        PoolShape shape = PoolCases.All[0];
        using var xs = Device.Allocate<float>(shape.InputLength - 1);
        using var ys = Device.Allocate<float>(shape.OutputLength);
        Assert.That(
            () => new MaxPool(Device).Forward(shape, xs.View, ys.View),
            Throws.ArgumentException.With.Message.Contains($"x holds {shape.InputLength - 1} elements; pool 3×7×5×17"));
    }

    [Test]
    public void Backward_GradientTooShort_SaysWhich()
    {
        PoolShape shape = PoolCases.All[0];
        using var xs = Device.Allocate<float>(shape.InputLength);
        using var dys = Device.Allocate<float>(shape.OutputLength - 1);
        Assert.That(
            () => new MaxPool(Device).Backward(shape, Activation.Relu, xs.View, dys.View, xs.View),
            Throws.ArgumentException.With.Message.Contains($"dy holds {shape.OutputLength - 1} elements"));
    }

    private float[] Forward(PoolShape shape, float[] x)
    {
        using var xs = Device.Allocate(x);
        using var ys = Device.Allocate(Values.Uniform(shape.OutputLength, 9)); // to be overwritten
        new MaxPool(Device).Forward(shape, xs.View, ys.View);
        return ys.GetAsArray1D(Device.Stream);
    }

    private float[] Backward(PoolShape shape, Activation kind, float[] x, float[] dy)
    {
        using var xs = Device.Allocate(x);
        using var dys = Device.Allocate(dy);
        using var dxs = Device.Allocate(Values.Uniform(shape.InputLength, 9)); // to be overwritten
        new MaxPool(Device).Backward(shape, kind, xs.View, dys.View, dxs.View);
        return dxs.GetAsArray1D(Device.Stream);
    }
}
