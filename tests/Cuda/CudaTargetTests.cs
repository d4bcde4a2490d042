using IlgpuCnn.Tests.Cuda.FakeDriver;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Cuda;

/// <summary>Which text a card gets, by its compute capability and its driver; docs/architecture.md has the table.</summary>
public sealed class CudaTargetTests : InTemporaryFolder
{
    [TestCase("SM=80 DRIVER=11000", "sm_80", "7.0", Category = TestCategories.Exhaustive)]
    [TestCase("SM=86 DRIVER=11030", "sm_80", "7.3", Category = TestCategories.Exhaustive)]
    [TestCase("SM=89 DRIVER=11080", "sm_80", "7.8", Category = TestCategories.Exhaustive)]
    [TestCase("SM=90 DRIVER=11080", "sm_90", "7.8", Category = TestCategories.Exhaustive)]
    [TestCase("SM=90 DRIVER=12040", "sm_90", "8.4", Category = TestCategories.Exhaustive)]
    [TestCase("SM=100 DRIVER=12080", "sm_90", "8.7", Category = TestCategories.Exhaustive)]
    [TestCase("SM=120 DRIVER=14000", "sm_90", "8.8")]
    public void Kernel_OnACard_IsLoadedForThisTargetInThisVersion(string settings, string target, string version)
    {
        FakeRun run = FakeCudaDriver.Probe(nameof(Probes.Opening), $"{settings} PTX={Folder.Path}");
        Assert.That(run.Result.ExitCode, Is.Zero, run.Result.Error);
        string text = File.ReadAllText(Directory.GetFiles(Folder.Path).Single());
        Assert.That(text, Does.Match($@"(?m)^\.version {version}$").And.Match($"(?m)^\\.target {target}$"));
    }

    [TestCase("SM=75", "can't be used, for its compute capability is 7.5, and the kernels need 8.0 or later")]
    [TestCase("SM=80 DRIVER=10020", "can't be used, for its driver (10.2) is older than", Category = TestCategories.Exhaustive)]
    public void Train_OnACardThatHasNoText_SaysWhatItLacks(string settings, string reason)
    {
        ProgramResult result = FakeCudaDriver.Run(
            settings, "train", "--device", "cuda", "--data", "shapes(train=60,test=40)", "--steps", "1",
            "--output", Folder.Path).Result;
        Assert.That(result.ExitCode, Is.EqualTo(1), result.Error);
        Assert.That(result.Error.Trim().Split('\n'), Has.Length.EqualTo(1), result.Error);
        Assert.That(result.Error, Does.Contain(reason).And.Contain("choose auto or one of cpu"));
    }
}
