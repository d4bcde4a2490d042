using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels.Devices;

/// <summary>A sequence of launches does the same on every device, captured or not.</summary>
[TestFixtureSource(typeof(TestDevices), nameof(TestDevices.All))]
public sealed class LaunchGraphTests(string deviceName)
{
    private ComputeDevice Device => TestDevices.Get(deviceName);

    [TestCase(true)]
    [TestCase(false)]
    public void Run_AgainAndAgain_ReadsTheStepsValuesAnew(bool usesGraphs)
    {
        using StepValues values = new(Device, slots: 4);
        StepValue<SgdStep> step = values.Add<SgdStep>();
        using var w = Device.Allocate([1f, 2f]);
        using var dw = Device.Allocate<float>(2);
        using var velocity = Device.Allocate<float>(2);
        using var gradient = Device.Allocate([1f, 10f]);
        Sgd sgd = new(Device);
        Copy copy = new(Device);
        bool before = Device.UsesGraphs;
        Device.UsesGraphs = usesGraphs;
        try
        {
            using LaunchGraph graph = new(Device, () =>
            {
                copy.Run(gradient.View, dw.View);
                sgd.Update(2, 0, step.View, w.View, dw.View, velocity.View);
            });
            foreach (double rate in new[] { 0.5, 0.25, 0.125, 0.0625 })
            {
                step.Set(SgdStep.Create(rate));
                values.Upload();
                graph.Run();
            }
        }
        finally
        {
            Device.UsesGraphs = before;
        }

        Assert.That(w.GetAsArray1D(Device.Stream), Is.EqualTo(new[] { 0.0625f, -7.375f }));
    }

    [Test]
    public void Run_LaunchesThatFail_LeaveTheStreamUsable()
    {
        using var w = Device.Allocate([1f]);
        using LaunchGraph graph = new(Device, () => throw new InvalidOperationException("on purpose"));
        Assert.That(graph.Run, Throws.InvalidOperationException.With.Message.EqualTo("on purpose"));
        Assert.That(w.GetAsArray1D(Device.Stream), Is.EqualTo(new[] { 1f }));
    }

    private sealed class Copy(ComputeDevice device)
    {
        private readonly Action<Index1D, Floats, Floats> copy = device.Load<Floats, Floats>(CopyKernel);

        public void Run(Floats from, Floats to) => copy((int)from.Length, from, to);

        private static void CopyKernel(Index1D i, Floats from, Floats to) => to[i] = from[i];
    }
}
