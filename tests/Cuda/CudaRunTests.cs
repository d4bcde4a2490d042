using System.Buffers.Binary;
using System.Runtime.InteropServices;
using IlgpuCnn.Tests.Cuda.FakeDriver;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Cuda;

/// <summary>What the program asks of the CUDA driver when all goes well, on the fake driver.</summary>
public sealed class CudaRunTests
{
    // The last batch of an epoch is of another size.
    private static readonly string[] Small =
        ["--device", "cuda", "--data", "shapes(train=400,test=40)", "--batch-size", "150", "--steps", "4"];

    private TemporaryFolder folder = null!;
    private FakeRun run = null!;

    [OneTimeSetUp]
    public void Train()
    {
        folder = new TemporaryFolder();
        run = TrainOnce();
    }

    [OneTimeTearDown]
    public void RemoveFolder() => folder?.Dispose();

    [Test]
    public void Devices_OnADriverWithAnH100_ListsIt()
    {
        ProgramResult devices = FakeCudaDriver.Run("", "devices").Result;
        Assert.That(devices.ExitCode, Is.Zero, devices.Error);
        Assert.That(
            devices.Output,
            Does.Match(@"cuda:0 +Fake NVIDIA H100, compute capability 9\.0, CUDA 13\.0, 132 multiprocessors"));
    }

    [Test]
    public void Train_OnCuda_EndsWithAllItsFiles()
    {
        Assert.That(run.Result.ExitCode, Is.Zero, run.Result.Error);
        Assert.That(run.Result.Error, Is.Empty);
        Assert.That(run.Result.Output, Does.Contain("cuda:0 (Fake NVIDIA H100)").And.Contain("finished after 4 steps"));
        string[] files = [.. Directory.GetFiles(Directory.GetDirectories(folder.File("runs")).First()).Select(f => Path.GetFileName(f)!)];
        Assert.That(
            files,
            Is.EquivalentTo(new[]
            {
                "classes.csv", "classes.json", "config.json", "confusion.csv", "metrics.csv", "model.safetensors", "report.html",
                "result.json", "trace.csv",
            }));
    }

    [Test]
    public void Train_OnCuda_AsksForNothingThatTheDriverRefuses() => Assert.That(run.Of("refused"), Is.Empty);

    [Test]
    public void Train_Twice_LoadsEachModuleOnceAndInTheSameOrder()
    {
        string[] first = Modules(run);
        Assert.That(first, Is.Not.Empty.And.Unique);
        Assert.That(Modules(TrainOnce()), Is.EqualTo(first));
    }

    // ILGPU keeps a kernel only as long as somebody holds it.
    [Test]
    public void Probe_ThatLoadsAKernelAgainAfterACollection_FindsItLoaded() =>
        Assert.That(
            FakeCudaDriver.Probe(nameof(Probes.KernelAskedForTwice)).Of("cuModuleLoad")
                .Count(call => call.Entry.EndsWith("SquareKernel", StringComparison.Ordinal)),
            Is.EqualTo(1));

    // Their first argument is the number of items.
    [Test]
    public void Train_EveryLaunchOfItems_HasGroupsOf128AndEnoughOfThem()
    {
        HashSet<string> ofItems =
            [.. run.Of("cuModuleLoad").Where(call => call["threads"] == "0").Select(call => call["module"])];
        DriverCall[] launches = [.. run.Of("cuLaunchKernel").Where(call => ofItems.Contains(call["module"]))];
        Assert.That(launches.Select(call => call["block"]).Distinct(), Is.EqualTo(new[] { "128,1,1" }));
        foreach (DriverCall launch in launches)
        {
            int items = BinaryPrimitives.ReadInt32LittleEndian(launch.Arguments);
            Assert.That(launch["grid"], Is.EqualTo($"{(items + 127) / 128},1,1"), launch.Line);
        }
    }

    [Test]
    public void Train_ToItsEnd_UnloadsEveryModuleAndClosesTheStream()
    {
        Assert.That(run.Of("cuModuleUnload").Count(), Is.EqualTo(run.Of("cuModuleLoad").Count()));
        Assert.That(run.Of("cuStreamDestroy").Count(), Is.EqualTo(run.Of("cuStreamCreate").Count()).And.Not.Zero);
        Assert.That(run.Of("cuCtxDestroy").Count(), Is.EqualTo(1));
    }

    [Test]
    public void Train_ToItsEnd_FreesAllMemory()
    {
        Assert.That(
            run.Of("cuMemFree").Select(c => (c.Address, c.ByteCount)),
            Is.EquivalentTo(run.Of("cuMemAlloc").Select(c => (c.Address, c.ByteCount))).And.Not.Empty);
        Assert.That(run.Of("leaked"), Is.Empty);
    }

    [Test]
    public void Train_EveryLaunch_GetsAlignedViewsThatDoNotOverlapInPart()
    {
        Assert.That(run.Of("cuLaunchKernel"), Is.Not.Empty);
        Assert.That(LaunchViews.Faults(run.Calls), Is.Empty);
    }

    [Test]
    public void Probe_OfAMisplacedView_IsFoundOut() =>
        Assert.That(
            LaunchViews.Faults(FakeCudaDriver.Probe(nameof(Probes.MisplacedView)).Calls),
            Has.One.Contains("aligned").And.One.Contains("overlap"));

    [TestCase(
        "train --model seed-wide --optimizer sgdw(momentum=0.9,weight-decay=1e-4) --augment flip,crop,rotate,jitter",
        Category = TestCategories.Exhaustive)]
    [TestCase(
        "train --model small-mammals --optimizer sgd(weight-decay=1e-4) --label-smoothing 0.1 --validation 0.2",
        Category = TestCategories.Exhaustive)]
    [TestCase(
        "train --ordering curriculum --score edges --sampling independent --trace-test --evaluate-train",
        Category = TestCategories.Exhaustive)]
    [TestCase("compare --seeds 1 --ordering curriculum --score entropy brightness-variance colourfulness")]
    public void Program_OnCuda_GoesThroughWithNothingRefusedAndAllFreed(string arguments)
    {
        using TemporaryFolder output = new();
        FakeRun other = FakeCudaDriver.Run("", [.. arguments.Split(' '), .. Small, "--output", output.File("runs")]);
        Assert.That(other.Result.ExitCode, Is.Zero, other.Result.Error);
        Assert.That(other.Of("refused"), Is.Empty);
        Assert.That(other.Of("leaked"), Is.Empty);
        Assert.That(LaunchViews.Faults(other.Calls), Is.Empty);
    }

    // The runs of a comparison share a device: what one leaves behind, the next can't have.
    [Test]
    [Category(TestCategories.Exhaustive)]
    public void Compare_WithMoreRuns_NeedsNoMoreMemoryAndKernels()
    {
        FakeRun[] runs = [.. new[] { "1", "3" }.Select(seeds => FakeCudaDriver.Run(
            "", ["compare", .. Small, "--score", "edges", "--seeds", seeds, "--output", folder.File($"seeds-{seeds}")]))];
        Assert.That(runs.Select(r => r.Result.ExitCode), Is.All.Zero, runs[^1].Result.Error);
        Assert.That(runs[1].Of("cuLaunchKernel").Count(), Is.GreaterThan(2 * runs[0].Of("cuLaunchKernel").Count()));
        Assert.That(PeakBytes(runs[1]), Is.EqualTo(PeakBytes(runs[0])));
        Assert.That(Modules(runs[1]), Is.EqualTo(Modules(runs[0])));
    }

    [Test]
    public void Probe_ThatForgetsABuffer_IsFoundOut() =>
        Assert.That(
            FakeCudaDriver.Probe(nameof(Probes.ForgottenBuffer)).Of("leaked").Select(c => c.ByteCount),
            Is.EqualTo(new[] { 1234 }));

    [Test]
    public void Launch_OfAveragePooling_PacksExtentShapeAndViews()
    {
        FakeRun probe = FakeCudaDriver.Probe(nameof(Probes.AveragePool));
        Assert.That(probe.Result.ExitCode, Is.Zero, probe.Result.Error);
        DriverCall launch = probe.Of("cuLaunchKernel").Single();
        DriverCall[] buffers = [.. probe.Of("cuMemAlloc").TakeLast(2)];
        byte[] arguments = launch.Arguments;

        // The number of threads, the shape in the order of its declaration, items, grain and width of an item.
        Assert.That(
            MemoryMarshal.Cast<byte, int>(arguments.AsSpan(0, 60)).ToArray(),
            Is.EqualTo(new[] { 36, 3, 7, 5, 2, 3, 2, 2, 0, 0, 0, 0, 36, 1, 1 }));
        Assert.That(View(arguments, 64), Is.EqualTo((buffers[0].Address, 3L * 7 * 5 * 2)));
        Assert.That(View(arguments, 80), Is.EqualTo((buffers[1].Address, 3L * 3 * 2 * 2)));
        Assert.That(arguments, Has.Length.EqualTo(96));
        Assert.That(launch["shared"], Is.EqualTo("0"));
    }

    private static (ulong Address, long Length) View(byte[] arguments, int at) => (
        BinaryPrimitives.ReadUInt64LittleEndian(arguments.AsSpan(at)),
        BinaryPrimitives.ReadInt64LittleEndian(arguments.AsSpan(at + 8)));

    private static long PeakBytes(FakeRun run)
    {
        long live = 0;
        return run.Calls.Max(call => live += call.Name switch
        {
            "cuMemAlloc" => call.ByteCount,
            "cuMemFree" => -call.ByteCount,
            _ => 0,
        });
    }

    // Two kernels may share a name; what tells them apart is their text.
    private static string[] Modules(FakeRun run) =>
        [.. run.Of("cuModuleLoad").Select(call => $"{call.Entry} {call["hash"]}")];

    private FakeRun TrainOnce() => FakeCudaDriver.Run(
        "", ["train", .. Small, "--augment", "flip,crop", "--output", folder.File("runs")]);
}
