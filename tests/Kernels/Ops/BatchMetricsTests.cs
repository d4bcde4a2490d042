using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels.Ops;

[TestFixtureSource(typeof(TestDevices), nameof(TestDevices.All))]
public sealed class BatchMetricsTests(string deviceName)
{
    private ComputeDevice Device => TestDevices.Get(deviceName);

    [Test]
    public void Record_TwoSteps_FillTheirSlotsAlone()
    {
        using var losses = Device.Allocate([1.5f, 0.25f, 2f, 100f]);
        using var predictions = Device.Allocate([4, 2, 0, 7]);
        using var labels = Device.Allocate([4, 1, 0, 7]);
        using var slots = Device.Allocate([1, 2]);
        BatchSums untouched = new(-1f, -1);
        using var history = Device.Allocate([untouched, untouched, untouched]);
        BatchMetrics op = new(Device);
        op.Record(3, slots.View.SubView(0, 1), losses.View, predictions.View, labels.View, history.View);
        op.Record(1, slots.View.SubView(1, 1), losses.View, predictions.View, labels.View, history.View);
        Assert.That(
            history.GetAsArray1D(Device.Stream),
            Is.EqualTo(new[] { untouched, new BatchSums(3.75f, 2), new BatchSums(1.5f, 1) }));
    }

    [Test]
    public void Record_NoHistory_SaysSo()
    {
        using var losses = Device.Allocate<float>(2);
        using var ints = Device.Allocate<int>(2);
        Assert.That(
            () => new BatchMetrics(Device).Record(2, ints.View, losses.View, ints.View, ints.View, default),
            Throws.ArgumentException.With.Message.Contains("history holds 0 elements; a history of 1 needs 1"));
    }

    [Test]
    public void Record_LabelsTooShort_SaysWhich()
    {
        using var losses = Device.Allocate<float>(2);
        using var ints = Device.Allocate<int>(2);
        using var labels = Device.Allocate<int>(1);
        using var history = Device.Allocate<BatchSums>(1);
        Assert.That(
            () => new BatchMetrics(Device).Record(2, ints.View, losses.View, ints.View, labels.View, history.View),
            Throws.ArgumentException.With.Message.Contains("labels holds 1 elements; a batch of 2 needs 2"));
    }
}
