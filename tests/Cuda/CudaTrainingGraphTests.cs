using IlgpuCnn.Tests.Cuda.FakeDriver;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Cuda;

/// <summary>Training steps as graphs, on the fake driver.</summary>
public sealed class CudaTrainingGraphTests : InTemporaryFolder
{
    // 100 images: three epochs of 40, 40 and 20.
    [Test]
    public void Train_BatchesOfTwoSizes_AreCapturedOnceEachAndReplayed()
    {
        FakeRun run = Train();
        Assert.Multiple(() =>
        {
            Assert.That(run.Of("refused"), Is.Empty);
            Assert.That(run.Of("cuStreamEndCapture").Count(), Is.EqualTo(2), "captures");
            Assert.That(run.Of("cuGraphLaunch").Count(), Is.EqualTo(7), "nine steps, the first of each size as it is");
            Assert.That(run.Of("cuGraphExecDestroy").Count(), Is.EqualTo(2));
            Assert.That(run.Of("cuGraphDestroy").Count(), Is.EqualTo(2));
        });
    }

    [Test]
    public void Train_WithoutGraphs_RunsTheSameWorkOnTheSameValues()
    {
        FakeRun with = Train();
        FakeRun without = Train("--no-graph");
        Assert.That(without.Of("cuStreamBeginCapture"), Is.Empty);
        Assert.That(without.Of("cuGraphLaunch"), Is.Empty);
        Assert.That(Work(without), Is.EqualTo(Work(with)).And.Not.Empty);
    }

    [Test]
    public void Sequence_OnADriverOlderThanGraphs_IsLaunchedEachTime()
    {
        FakeRun run = FakeCudaDriver.ProbeWithout("cuGraphInstantiateWithFlags", nameof(Probes.SequenceRunThreeTimes));
        Assert.That(run.Result.ExitCode, Is.Zero, run.Result.Error);
        Assert.Multiple(() =>
        {
            Assert.That(run.Result.Output, Does.Contain("has no function cuGraphInstantiateWithFlags"));
            Assert.That(run.Of("cuStreamBeginCapture"), Is.Empty);
            Assert.That(run.Of("cuLaunchKernel").Count(), Is.EqualTo(3));
        });
    }

    [Test]
    [Category(TestCategories.Exhaustive)]
    public void Train_OnADriverOlderThanGraphs_SaysSoAndLaunchesOneByOne()
    {
        FakeRun run = FakeCudaDriver.RunWithout(
            "cuGraphInstantiateWithFlags", "DRIVER=11030 SM=80", [.. Options, "--steps", "4"]);
        Assert.That(run.Result.ExitCode, Is.Zero, run.Result.Error);
        Assert.Multiple(() =>
        {
            Assert.That(run.Result.Error.Trim().Split('\n'), Has.Length.EqualTo(1), run.Result.Error);
            Assert.That(run.Result.Error, Does.StartWith("Warning: The driver of cuda:0 (Fake NVIDIA H100), of CUDA 11.3"));
            Assert.That(run.Of("refused"), Is.Empty);
            Assert.That(run.Of("cuStreamBeginCapture"), Is.Empty);
            Assert.That(run.Of("cuLaunchKernel").Count(), Is.GreaterThan(40));
        });
    }

    [Test]
    [Category(TestCategories.Exhaustive)]
    public void Train_WithoutGraphsOnSuchADriver_SaysNothing()
    {
        FakeRun run = FakeCudaDriver.RunWithout("cuGraphLaunch", "", [.. Options, "--steps", "2", "--no-graph"]);
        Assert.That(run.Result.ExitCode, Is.Zero, run.Result.Error);
        Assert.That(run.Result.Error, Is.Empty);
    }

    [Test]
    public void Sequence_WhoseWorkspaceMoves_IsCapturedAnew()
    {
        FakeRun run = FakeCudaDriver.Probe(nameof(Probes.SequenceWhoseWorkspaceMoves));
        Assert.That(run.Result.ExitCode, Is.Zero, run.Result.Error);
        Assert.That(run.Of("refused"), Is.Empty);
        Assert.That(run.Of("cuStreamEndCapture").Count(), Is.EqualTo(2));
        Assert.That(run.Of("cuGraphLaunch").Count(), Is.EqualTo(4));
    }

    // Launches with all their arguments and copies with their lengths, whoever made them, in the device's order.
    private static string[] Work(FakeRun run) =>
    [
        .. run.Calls.Where(call => call.Name is "cuLaunchKernel" or "cuMemcpyAsync" or "replay")
            .Select(call => call.Line[call.Name.Length..]),
    ];

    private string[] Options =>
    [
        "train", "--device", "cuda", "--data", "shapes(train=100,test=40)", "--batch-size", "40",
        "--augment", "flip,crop", "--output", Folder.Path,
    ];

    private FakeRun Train(params string[] options)
    {
        FakeRun run = FakeCudaDriver.Run("", [.. Options, "--epochs", "3", .. options]);
        Assert.That(run.Result.ExitCode, Is.Zero, run.Result.Error);
        return run;
    }
}
