using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels.Devices;

/// <summary>An op of another assembly: its kernel is a private method of a class that the kernels' library never saw.</summary>
[TestFixtureSource(typeof(TestDevices), nameof(TestDevices.All))]
public sealed class ForeignKernelTests(string deviceName)
{
    private const int Length = 1000;

    private ComputeDevice Device => TestDevices.Get(deviceName);

    [Test]
    public void Load_KernelOfAnotherAssembly_RunsEveryItemWithItsStructs()
    {
        using var x = Device.Allocate([.. Enumerable.Range(0, Length).Select(i => (float)i)]);
        using var y = Device.Allocate<Interval>(Length);
        Action<Index1D, int, int, Affine, Floats, ArrayView<Interval>> launch =
            Device.Load<int, int, Affine, Floats, ArrayView<Interval>>(IntervalKernel);
        WorkSplit split = Device.Split(Length);
        launch(split.Extent, Length, split.Grain, new Affine(2f, 0.5f), x.View, y.View);
        Assert.That(
            y.GetAsArray1D(Device.Stream),
            Is.EqualTo(Enumerable.Range(0, Length).Select(i => new Interval((2f * i) + 0.5f, i))));
    }

    [Test]
    public void Load_KernelOfAnotherAssemblyWithVectors_RunsThemOnTheCpuAlone()
    {
        using var x = Device.Allocate([1f, 2f]);
        Device.Load<int, Floats>(NegateKernel, ZeroVectorKernel)(2, 2, x.View);
        Assert.That(x.GetAsArray1D(Device.Stream), Is.EqualTo(Device.IsCpu ? new[] { 0f, 0f } : [-1f, -2f]));
    }

    private static void IntervalKernel(
        Index1D i, int length, int grain, Affine map, Floats x, ArrayView<Interval> y)
    {
        int last = IntrinsicMath.Min((i + 1) * grain, length);
        for (int j = i * grain; j < last; j++)
            y[j] = new Interval(map.Of(x[j]), j);
    }

    private static void NegateKernel(Index1D i, int length, Floats x) => x[i] = -x[i];

    private static void ZeroVectorKernel(Index1D i, int length, Floats x) => x[i] = 0f;

    public readonly record struct Affine(float Scale, float Shift)
    {
        public float Of(float x) => (Scale * x) + Shift;
    }

    public readonly record struct Interval(float Value, int Index);
}
