using System.Globalization;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Cuda;

/// <summary>What a training step costs the host in calls of the driver: the difference of two runs of unequal length.</summary>
public sealed class CudaStepCostTests : InTemporaryFolder
{
    private const int Steps = 1000;

    private static readonly string[] Waits = ["cuStreamSynchronize", "cuCtxSynchronize", "cuEventSynchronize"];

    private static readonly string[] Allocations = ["cuMemAlloc", "cuMemAllocHost", "cuMemHostRegister"];

    [Test]
    public void Step_OfSeedWithAdam_CostsTheDriverThisMuch()
    {
        FakeRun few = Train(20);
        FakeRun many = Train(20 + Steps);
        int Cost(string name) => many.Of(name).Count() - few.Of(name).Count();
        Assert.Multiple(() =>
        {
            Assert.That(Cost("cuLaunchKernel"), Is.EqualTo(40 * Steps), "launches");
            Assert.That(Cost("cuGraphLaunch"), Is.Zero, "graphs");
            Assert.That(Cost("cuMemsetD8Async"), Is.Zero, "memory set");
            // The losses and the correct predictions of 20 steps at a time.
            Assert.That(Cost("cuMemcpyAsync"), Is.EqualTo(2 * Steps / 20), "copies");
            Assert.That(Waits.Sum(Cost), Is.EqualTo(2 * Steps / 20), "waits");
            Assert.That(Allocations.Sum(Cost), Is.Zero, "allocations");
            Assert.That(Cost("cuModuleLoad"), Is.Zero, "kernels loaded");
        });
    }

    private FakeRun Train(int steps)
    {
        FakeRun run = FakeDriver.Run(
            "", "train", "--device", "cuda", "--train-images", "2000", "--test-images", "20", "--batch-size", "1",
            "--steps", steps.ToString(CultureInfo.InvariantCulture), "--output", Folder.Path);
        Assert.That(run.Result.ExitCode, Is.Zero, run.Result.Error);
        return run;
    }
}
