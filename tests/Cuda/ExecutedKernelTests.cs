using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Cuda;

/// <summary>
/// The tests of kernels on a fake device that executes the PTX which a driver would get, and checks every access: in a
/// process of their own, where that is the CUDA device.
/// </summary>
public sealed class ExecutedKernelTests
{
    private const string OnCuda = @"^IlgpuCnn\.Tests\.Kernels\..*cuda:0";

    [Test]
    public void KernelTests_OnExecutedPtx_Pass() => AssertPassed("--fast-tests", "EXECUTE=1");

    [Test]
    [Category(TestCategories.Exhaustive)]
    public void KernelTests_AllOnExecutedPtx_Pass() => AssertPassed("--tests", "EXECUTE=1");

    // Groups, warps and the ways of a branch the other way round.
    [Test]
    [Category(TestCategories.Exhaustive)]
    public void KernelTests_OnExecutedPtxInReversedOrder_Pass() => AssertPassed("--tests", "EXECUTE=1 REVERSED=1");

    private static void AssertPassed(string which, string settings)
    {
        FakeRun run = FakeCudaDriver.RunTests(null, settings, which, OnCuda);
        Assert.That(run.Result.ExitCode, Is.Zero, run.Result.Output + run.Result.Error);
        Assert.That(run.Of("fault").Select(fault => fault.Line), Is.Empty);
        Assert.That(run.Of("executed").Count(), Is.GreaterThan(400));
        TestContext.Progress.WriteLine($"Kernel tests on executed PTX: {run.Result.Output.Trim().Split('\n')[^1]}");
    }
}
