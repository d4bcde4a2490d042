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

    private FakeRun Train(params string[] options)
    {
        FakeRun run = FakeCudaDriver.Run(
            "",
            [
                "train", "--device", "cuda", "--data", "shapes(train=100,test=40)", "--batch-size", "40",
                "--epochs", "3", "--augment", "flip,crop", "--output", Folder.Path, .. options,
            ]);
        Assert.That(run.Result.ExitCode, Is.Zero, run.Result.Error);
        return run;
    }
}
