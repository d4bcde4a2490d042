using IlgpuCnn.PtxReport;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Cuda;

/// <summary>
/// The tests of kernels on a fake device that executes the PTX which a driver would get, and checks every access: in a
/// process of their own, where that is the CUDA device.
/// </summary>
public sealed class ExecutedKernelTests
{
    private const string Kernels = @"^IlgpuCnn\.Tests\.Kernels\.";

    // All but products, which ILGPU compiles for long.
    [Test]
    public void KernelTests_OnExecutedPtx_Pass() =>
        AssertPassed("--fast-tests", $"{Kernels}(?!Matrix).*cuda:0", kernel => kernel.Variant is null, 240);

    [Test]
    [Category(TestCategories.Exhaustive)]
    [Explicit("Takes minutes, by the compilation of all products.")]
    public void KernelTests_AllOnExecutedPtx_Pass() => AssertPassed("--tests", $"{Kernels}.*cuda:0", _ => true, 450);

    private static void AssertPassed(string which, string pattern, Func<KernelSource, bool> isUsed, int least)
    {
        FakeCudaDriver.Compile(isUsed);
        FakeRun run = FakeCudaDriver.RunTests(null, FakeCudaDriver.Executing, which, pattern);
        string summary = run.Result.Output.Trim().Split('\n')[^1];
        Assert.That(run.Result.ExitCode, Is.Zero, run.Result.Output + run.Result.Error);
        Assert.That(run.Of("fault").Select(fault => fault.Line), Is.Empty);
        Assert.That(int.Parse(summary.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture), Is.AtLeast(least));
        TestContext.Progress.WriteLine($"Kernel tests on executed PTX: {summary}");
    }
}
