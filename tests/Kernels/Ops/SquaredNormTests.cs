using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels.Ops;

[TestFixtureSource(typeof(TestDevices), nameof(TestDevices.All))]
public sealed class SquaredNormTests(string deviceName)
{
    private ComputeDevice Device => TestDevices.Get(deviceName);

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(4097)]
    [TestCase(20_011)]
    public void Record_OddLength_MatchesReferenceTwiceAlike(int length)
    {
        float[] w = Values.Uniform(20_012, 1);
        using var ws = Device.Allocate(w);
        using var norms = Device.Allocate([-1f, -1f, -1f]);
        using SquaredNorm op = new(Device);
        op.Record(length, 1, ws.View, norms.View);
        op.Record(length, 2, ws.View, norms.View);
        double expected = w.Take(length).Sum(v => (double)v * v);
        float[] actual = norms.GetAsArray1D(Device.Stream);
        Close.To([-1, expected], actual[..2], "norms");
        Assert.That(actual[2], Is.EqualTo(actual[1]));
    }

    [Test]
    public void Record_WeightsTooShort_SaysWhich()
    {
        using var w = Device.Allocate<float>(3);
        using SquaredNorm op = new(Device);
        Assert.That(
            () => op.Record(4, 0, w.View, w.View),
            Throws.ArgumentException.With.Message.Contains("w holds 3 elements"));
    }

    [Test]
    public void Record_SlotBeyondTheHistory_SaysWhich()
    {
        using var w = Device.Allocate<float>(3);
        using SquaredNorm op = new(Device);
        Assert.That(
            () => op.Record(3, 3, w.View, w.View),
            Throws.ArgumentException.With.Message.Contains("norms holds 3 elements; slot 3 needs 4"));
    }
}
