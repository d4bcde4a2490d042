using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Cuda;

/// <summary>What <c>profile</c> asks of the driver beyond what a run does.</summary>
public sealed class CudaProfileTests
{
    private static readonly string[] Small =
        ["profile", "--device", "cuda", "--data", "shapes(train=60,test=20)", "--batch-size", "8", "--warm-up", "2"];

    [Test]
    [Category(TestCategories.Exhaustive)]
    public void Profile_OnCuda_KeepsTheLinesOfTheSourceInEveryKernel()
    {
        FakeRun run = FakeCudaDriver.Run("", [.. Small, "--steps", "3", "--no-graph"]);
        Assert.That(run.Result.ExitCode, Is.Zero, run.Result.Error);
        Assert.That(run.Of("refused"), Is.Empty);
        string[] all = [.. run.Of("cuModuleLoad").Select(call => $"{call.Entry} {call["hash"]}").Distinct()];
        string[] withLines =
            [.. run.Of("cuModuleLoad").Where(call => call["lines"] == "1").Select(call => $"{call.Entry} {call["hash"]}")];
        Assert.That(withLines, Is.EquivalentTo(all));
    }

    [Test]
    [Category(TestCategories.Exhaustive)]
    public void Profile_WithNoSourceLines_LoadsEveryKernelOnce()
    {
        FakeRun run = FakeCudaDriver.Run("", [.. Small, "--steps", "3", "--no-source-lines"]);
        Assert.That(run.Result.ExitCode, Is.Zero, run.Result.Error);
        Assert.That(run.Of("cuModuleLoad").Select(call => $"{call.Entry} {call["hash"]}"), Is.Unique.And.Not.Empty);
        Assert.That(run.Of("cuModuleLoad").Select(call => call["lines"]), Is.All.EqualTo("0"));
    }

    [TestCase("tf32", "--no-source-lines", Category = TestCategories.Exhaustive)]
    [TestCase("fp32", Category = TestCategories.Exhaustive)]
    [TestCase("tf32", Category = TestCategories.Exhaustive)]
    [TestCase("bf16", Category = TestCategories.Exhaustive)]
    public void Profile_AnyPrecision_LaunchesWhatTheDriverAccepts(string precision, params string[] options)
    {
        FakeRun run = FakeCudaDriver.Run("", [.. Small, "--steps", "2", "--precision", precision, .. options]);
        Assert.That(run.Result.ExitCode, Is.Zero, run.Result.Error);
        Assert.That(run.Of("refused"), Is.Empty);
    }

    [Test]
    public void Profile_UnknownPrecision_SaysWhichThereAre()
    {
        ProgramResult result = Program.Run("profile", "--device", "cpu", "--precision", "fp64");
        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.Contain("'fp64'").And.Contain("fp32, tf32, bf16"));
    }

    [Test]
    public void Profile_TensorCoresOfACpu_IsRefused()
    {
        ProgramResult result = Program.Run("profile", "--device", "cpu", "--precision", "tf32");
        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error.Trim().Split('\n'), Has.Length.EqualTo(1));
        Assert.That(result.Error, Does.Contain("needs an NVIDIA GPU"));
    }
}
