using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Cuda;

/// <summary>A GPU whose compute mode is exclusive takes one context at a time.</summary>
public sealed class ExclusiveModeTests : InTemporaryFolder
{
    private const string Exclusive = "COMPUTE_MODE=3";

    // Without it, a thread for each core has a context.
    [Test]
    public void Load_OfKernels_HasOneContextAtATime()
    {
        string table = Folder.File("kernels.md");
        File.WriteAllText(table, "");
        FakeRun run = FakeCudaDriver.RunReport(Exclusive, "load", "cuda", table, "AveragePool");
        Assert.That(run.Result.ExitCode, Is.Zero, run.Result.Error);
        Assert.Multiple(() =>
        {
            Assert.That(run.Of("refused"), Is.Empty);
            Assert.That(run.Of("cuCtxCreate").Count(), Is.EqualTo(2), "to name the GPU, and to load");
            Assert.That(run.Result.Output, Does.Contain("kernels loaded").And.Contain("by 1 threads"));
        });
    }

    [Test]
    [Category(TestCategories.Exhaustive)]
    public void Compare_WithMoreJobsThanContexts_SaysThatTheModeForbidsIt()
    {
        FakeRun run = FakeCudaDriver.Run(
            Exclusive, "compare", "--device", "cuda", "--data", "shapes(train=200,test=40)", "--batch-size", "20", "--steps",
            "2", "--seeds", "2", "--jobs", "2", "--output", Folder.Path);
        Assert.That(run.Result.ExitCode, Is.EqualTo(1), run.Result.Error);
        Assert.That(run.Result.Error, Does.Contain("by its compute mode it is open to one program at a time"));
    }
}
