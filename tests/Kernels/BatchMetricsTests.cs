using IlgpuCnn.Kernels;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels;

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
        using var sums = Device.Allocate([-1f, -1f, -1f]);
        using var counts = Device.Allocate([-1, -1, -1]);
        BatchMetrics op = new(Device);
        op.Record(3, 1, losses.View, predictions.View, labels.View, sums.View, counts.View);
        op.Record(1, 2, losses.View, predictions.View, labels.View, sums.View, counts.View);
        Assert.That(sums.GetAsArray1D(Device.Stream), Is.EqualTo(new[] { -1f, 3.75f, 1.5f }));
        Assert.That(counts.GetAsArray1D(Device.Stream), Is.EqualTo(new[] { -1, 2, 1 }));
    }

    [Test]
    public void Record_SlotBeyondTheHistory_SaysWhich()
    {
        using var losses = Device.Allocate<float>(2);
        using var ints = Device.Allocate<int>(2);
        Assert.That(
            () => new BatchMetrics(Device).Record(
                2, 2, losses.View, ints.View, ints.View, losses.View, ints.View),
            Throws.ArgumentException.With.Message.Contains("lossSums holds 2 elements; slot 2 needs 3"));
    }

    [Test]
    public void Record_LabelsTooShort_SaysWhich()
    {
        using var losses = Device.Allocate<float>(2);
        using var ints = Device.Allocate<int>(2);
        using var labels = Device.Allocate<int>(1);
        Assert.That(
            () => new BatchMetrics(Device).Record(
                2, 0, losses.View, ints.View, labels.View, losses.View, ints.View),
            Throws.ArgumentException.With.Message.Contains("labels holds 1 elements; a batch of 2 needs 2"));
    }
}
