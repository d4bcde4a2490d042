using IlgpuCnn.Tests.Cuda.FakeDriver;

namespace IlgpuCnn.Tests.Cuda;

/// <summary>Graphs on the fake driver: captured, replayed, and refused where CUDA refuses them.</summary>
public sealed class CudaGraphTests
{
    [Test]
    public void Graph_OfTwoLaunchesReplayedTwice_RunsThemFourTimes()
    {
        FakeRun run = FakeCudaDriver.Probe(nameof(Probes.Graph));
        Assert.That(run.Result.ExitCode, Is.Zero, run.Result.Error);
        Assert.Multiple(() =>
        {
            Assert.That(run.Of("refused"), Is.Empty);
            Assert.That(run.Of("cuLaunchKernel"), Is.Empty, "What is captured does not run.");
            Assert.That(run.Of("cuStreamEndCapture").Single()["nodes"], Is.EqualTo("2"));
            Assert.That(run.Of("cuGraphLaunch").Count(), Is.EqualTo(2));
            Assert.That(run.Of("replay").Count(), Is.EqualTo(4));
            Assert.That(run.Of("cuGraphExecDestroy").Count() + run.Of("cuGraphDestroy").Count(), Is.EqualTo(2));
        });
    }

    [Test]
    public void Sequence_ThatFailsWhileItIsCaptured_LeavesTheStreamUsable()
    {
        FakeRun run = FakeCudaDriver.Probe(nameof(Probes.SequenceThatFails));
        Assert.That(run.Result.ExitCode, Is.Zero, run.Result.Error);
        Assert.Multiple(() =>
        {
            Assert.That(run.Result.Output, Does.Contain("halfway"));
            Assert.That(run.Of("refused"), Is.Empty);
            Assert.That(run.Of("cuLaunchKernel").Count(), Is.EqualTo(2), "The captured one does not run.");
        });
    }

    [TestCase("EXECUTE=1")]
    [TestCase("EXECUTE=1 REVERSED=1")]
    public void Graph_OfTwoBranches_RunsThemInAnyOrder(string settings)
    {
        FakeRun run = FakeCudaDriver.Probe(nameof(Probes.GraphOfBranches), settings);
        Assert.That(run.Result.ExitCode, Is.Zero, run.Result.Error);
        Assert.That(run.Of("fault").Concat(run.Of("refused")).Select(call => call.Line), Is.Empty);
        Assert.That(run.Of("cuStreamEndCapture").Single()["nodes"], Is.EqualTo("3"));
        Assert.That(run.Of("executed").Count(), Is.EqualTo(1 + (2 * 3)));
    }

    [Test]
    public void Graph_OfTwoBranchesThatWriteTheSame_IsFoundOut()
    {
        FakeRun run = FakeCudaDriver.Probe(nameof(Probes.GraphOfBranchesThatRace), "EXECUTE=1");
        Assert.That(run.Of("fault").Single().Line, Does.Contain("a launch beside it in the graph wrote, too"));
        Assert.That(run.Result.Output, Does.Contain("compute-sanitizer"));
    }

    [TestCase(nameof(Probes.GraphThatWaits), "CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED")]
    [TestCase(nameof(Probes.GraphThatAllocates), "CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED")]
    [TestCase(nameof(Probes.GraphOfFreedMemory), "The CUDA driver could not launch a graph")]
    public void Graph_ThatCannotBe_IsRefusedWithASentence(string probe, string sentence)
    {
        FakeRun run = FakeCudaDriver.Probe(probe);
        Assert.That(run.Result.ExitCode, Is.Zero, run.Result.Error);
        Assert.That(run.Result.Output, Does.Contain(sentence).And.Contain("choose another device").Or.Contain("compute-sanitizer"));
        Assert.That(run.Of("refused"), Is.Not.Empty);
    }
}
