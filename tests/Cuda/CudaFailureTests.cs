using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Cuda;

/// <summary>An error of the driver is one sentence with what to do, and leaves nothing half-written.</summary>
public sealed class CudaFailureTests : InTemporaryFolder
{
    private const string OtherDevice = "--device, such as cpu.";

    [TestCase("FAIL=cuInit:0:803", "no device 'cuda'", "CUDA_ERROR_SYSTEM_DRIVER_MISMATCH", "choose auto or one of cpu")]
    [TestCase("DEVICES=0", "no device 'cuda'", "no CUDA-capable device is detected", "choose auto or one of cpu")]
    [TestCase("DRIVER=8000", "Device cuda:0 (Fake NVIDIA H100) can't be used", "driver (8.0) is older", "choose auto")]
    [TestCase("FAIL=cuCtxCreate_v2:1:2", "Device cuda:0 (Fake NVIDIA H100) could not be opened", "out of memory", "cpu.")]
    [TestCase("FAIL=cuModuleLoadDataEx:1:218", "could not be opened", "Unknown symbol 'fake'", "cpu.")]
    [TestCase("FAIL=cuModuleLoadDataEx:9:218", "could not load the kernel", "CUDA_ERROR_INVALID_PTX", "Unknown symbol 'fake'", "newer NVIDIA driver")]
    [TestCase("FAIL=cuModuleLoadDataEx:9:222", "CUDA_ERROR_UNSUPPORTED_PTX_VERSION", "toolchain:", "newer NVIDIA driver")]
    [TestCase(
        "MEMORY=1000000", "The run takes", "cuda:0 (Fake NVIDIA H100) has 1,000,000",
        "smaller number for --batch-size")]
    [TestCase("FAIL=cuMemAlloc_v2:1:2", "no room for", "81920.0 of its 81920 MiB are free", "make --batch-size")]
    [TestCase("FAIL=cuLaunchKernel:1:701", "CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES", "too many resources", OtherDevice)]
    [TestCase("FAIL=cuStreamSynchronize:1:999", "CUDA_ERROR_UNKNOWN", "unknown error", "restart the machine")]
    public void Train_DriverFailsAtTheStart_IsOneSentenceAndNoFolder(string setting, params string[] parts)
    {
        ProgramResult result = Train(setting);
        AssertOneSentence(result, parts);
        Assert.That(Directory.GetFileSystemEntries(Folder.Path), Is.Empty);
    }

    // Early enough to hit every run, late enough to be in the steps.
    [TestCase("FAIL=cuLaunchKernel:30:1", "invalid argument", "CUDA_ERROR_INVALID_VALUE", OtherDevice)]
    [TestCase("FAIL=cuLaunchKernel:30:719", "unspecified launch failure", "CUDA_ERROR_LAUNCH_FAILED", "compute-sanitizer")]
    [TestCase("FAIL=cuStreamSynchronize:40:700", "illegal memory access", "CUDA_ERROR_ILLEGAL_ADDRESS", "compute-sanitizer")]
    public void Train_DriverFailsLater_IsOneSentenceAndTheWeightsAreWhole(string setting, params string[] parts)
    {
        AssertOneSentence(Train(setting), parts);
        string run = Directory.GetDirectories(Folder.Path).Single();
        Assert.That(File.Exists(Path.Combine(run, "result.json")), Is.False);
        foreach (string table in Directory.GetFiles(run, "*.csv"))
            Assert.That(File.ReadLines(table).Select(line => line.Count(c => c == ',')).Distinct().Count(), Is.EqualTo(1), table);
        ProgramResult eval = Program.Run("eval", "--checkpoint", run, "--device", "cpu");
        Assert.That(eval.ExitCode, Is.Zero, eval.Error);
    }

    [Test]
    public void Devices_DriverThatDoesNotStart_SaysWhy()
    {
        ProgramResult result = FakeCudaDriver.Run("FAIL=cuInit:0:803", "devices").Result;
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(result.Output, Does.Contain("No CUDA device can be used").And.Contain("CUDA_ERROR_SYSTEM_DRIVER_MISMATCH"));
        Assert.That(result.Output, Does.Contain("cpu  "));
    }

    [Test]
    public void Devices_LibraryThatIsNoDriver_SaysWhatItLacks()
    {
        ProgramResult result = FakeCudaDriver.RunWithout("cuInit", "", "devices").Result;
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(result.Output, Does.Contain("No CUDA device can be used, for the CUDA driver has no function cuInit."));
        Assert.That(result.Error, Is.Empty);
    }

    // Called by the program alone; by ILGPU when it opens a device; by ILGPU later.
    [TestCase("cuEventCreate", "can't be used", "its driver (13.0) has no function cuEventCreate", "choose auto")]
    [TestCase(
        "cuCtxGetSharedMemConfig", "could not be opened", "no function cuCtxGetSharedMemConfig", "cpu.",
        Category = TestCategories.Exhaustive)]
    [TestCase(
        "cuMemAlloc_v2", "The CUDA driver has no function cuMemAlloc_v2", "newer NVIDIA driver", OtherDevice,
        Category = TestCategories.Exhaustive)]
    public void Train_DriverLacksAFunction_IsOneSentence(string function, params string[] parts) => AssertOneSentence(
        FakeCudaDriver.RunWithout(function, "", Options).Result, parts);

    private static void AssertOneSentence(ProgramResult result, string[] parts)
    {
        Assert.That(result.ExitCode, Is.EqualTo(1), result.Error);
        Assert.That(result.Error.Trim().Split('\n'), Has.Length.EqualTo(1), result.Error);
        Assert.That(result.Error.Trim(), Does.EndWith("."));
        foreach (string part in parts)
            Assert.That(result.Error, Does.Contain(part));
    }

    private string[] Options =>
    [
        "train", "--device", "cuda", "--data", "shapes(train=60,test=40)", "--batch-size", "20", "--steps", "4",
        "--output", Folder.Path,
    ];

    private ProgramResult Train(string setting) => FakeCudaDriver.Run(setting, Options).Result;
}
