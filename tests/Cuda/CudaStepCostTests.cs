using System.Globalization;
using IlgpuCnn.Tests.Cuda.FakeDriver;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Cuda;

/// <summary>What a training step costs the host in calls of the driver: the difference of two runs of unequal length.</summary>
public sealed class CudaStepCostTests : InTemporaryFolder
{
    private const int Steps = 1000;

    private static readonly string[] Waits = ["cuStreamSynchronize", "cuCtxSynchronize", "cuEventSynchronize"];

    private static readonly string[] Allocations = ["cuMemAlloc", "cuMemAllocHost", "cuMemHostRegister"];

    [Test]
    [Category(TestCategories.Exhaustive)]
    public void Step_OfSeedWithAdam_CostsTheDriverThisMuch()
    {
        FakeRun few = Train(20);
        FakeRun many = Train(20 + Steps);
        int Cost(string name) => many.Of(name).Count() - few.Of(name).Count();
        int Copies(string direction) => CopiesOf(many, direction) - CopiesOf(few, direction);
        Assert.Multiple(() =>
        {
            Assert.That(Cost("cuGraphLaunch"), Is.EqualTo(Steps), "graphs");
            Assert.That(Cost("cuLaunchKernel"), Is.Zero, "launches of their own");
            Assert.That(Cost("cuMemsetD8Async"), Is.Zero, "memory set");
            Assert.That(Copies("up"), Is.EqualTo(Steps), "copies of the step's values");
            Assert.That(Copies("down"), Is.EqualTo(Steps / 20), "copies of the sums of 20 steps at a time");
            Assert.That(Waits.Sum(Cost), Is.Zero, "waits");
            Assert.That(Allocations.Sum(Cost), Is.Zero, "allocations");
            Assert.That(Cost("cuModuleLoad"), Is.Zero, "kernels loaded");
        });
    }

    // The device says of every copy that it is not there yet.
    [Test]
    [Category(TestCategories.Exhaustive)]
    public void Train_FarAheadOfTheDevice_WaitsForWhatWasAskedForLongAgo()
    {
        FakeRun run = Train(1700, "FAIL=cuEventQuery:0:600");
        DriverCall[] steps = [.. run.Calls.Where(call => call.Name is "cuGraphLaunch" or "cuEventSynchronize")];
        int[] waits = [.. Enumerable.Range(0, steps.Length).Where(i => steps[i].Name == "cuEventSynchronize")];

        // For the first step's loss; on the way; and at the end, where the test set is read too.
        Assert.That(waits, Has.Length.EqualTo(1 + 4 + 2));
        Assert.That(waits[1..5].Zip(waits[2..5], (a, b) => b - a), Is.All.InRange(400, 421));
        Assert.That(waits[^2], Is.GreaterThanOrEqualTo(1700));
    }

    [Test]
    [Category(TestCategories.Exhaustive)]
    public void Step_OnCuda_AllocatesNoManagedMemory()
    {
        FakeRun run = FakeCudaDriver.Probe(nameof(Probes.StepAllocations));
        Assert.That(run.Result.ExitCode, Is.Zero, run.Result.Error);
        Assert.That(run.Result.Output.Trim(), Is.EqualTo("0"));
        Assert.That(run.Of("cuGraphLaunch").Count(), Is.GreaterThan(100));
    }

    private static int CopiesOf(FakeRun run, string direction) =>
        run.Of("cuMemcpyAsync").Count(call => call["copy"] == direction);

    private FakeRun Train(int steps, string setting = "")
    {
        FakeRun run = FakeCudaDriver.Run(
            setting, "train", "--device", "cuda", "--data", "shapes(train=2000,test=20)", "--batch-size", "1",
            "--steps", steps.ToString(CultureInfo.InvariantCulture), "--output", Folder.Path);
        Assert.That(run.Result.ExitCode, Is.Zero, run.Result.Error);
        return run;
    }
}
