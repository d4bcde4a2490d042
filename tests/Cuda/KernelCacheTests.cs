using IlgpuCnn.Kernels.Devices.Cuda;
using IlgpuCnn.PtxReport;
using IlgpuCnn.Tests.Cuda.FakeDriver;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Cuda;

/// <summary>
/// Starts of a program on the fake driver, of which only the first compiles: of a probe whose kernels take no time, and of
/// training.
/// </summary>
[TestFixture(nameof(Probes.KernelsThatCompileFast))]
[TestFixture("train", Category = TestCategories.Exhaustive)]
public sealed class KernelCacheTests(string program)
{
    private TemporaryFolder folder = null!;
    private FakeRun cold = null!;

    private string[] Steps =>
    [
        "train", "--device", "cuda", "--model", "small-mammals", "--data", "shapes(train=100,test=40)",
        "--batch-size", "20", "--steps", "2", "--no-graph", "--output", folder.File("runs"),
    ];

    private string[] Kept => Directory.GetFiles(folder.File("kernels"));

    [OneTimeSetUp]
    public void StartCold()
    {
        folder = new TemporaryFolder();
        cold = Start(folder.Path);
    }

    [OneTimeTearDown]
    public void RemoveFolder() => folder?.Dispose();

    [Test]
    public void NameOf_EveryKernel_IsItsOwn() =>
        Assert.That(KernelSource.All.Select(kernel => PtxCache.NameOf(kernel.Method, kernel.Groups)), Is.Unique);

    [Test]
    public void Start_WithNothingKept_KeepsEveryKernelThatItLoads()
    {
        Assert.That(cold.Result.ExitCode, Is.Zero, cold.Result.Error);
        Assert.That(Kept, Has.Length.EqualTo(cold.Of("cuModuleLoad").Count()).And.All.EndsWith(".ptx"));
    }

    // A time of writing tells a kernel that was compiled again.
    [Test]
    public void Start_Again_CompilesNothingAndLaunchesTheSame()
    {
        DateTime[] before = [.. Kept.Order().Select(File.GetLastWriteTimeUtc)];
        FakeRun warm = Start(folder.Path);
        Assert.That(warm.Result.ExitCode, Is.Zero, warm.Result.Error);
        Assert.That(Kept.Order().Select(File.GetLastWriteTimeUtc), Is.EqualTo(before));
        Assert.That(Modules(warm), Is.EqualTo(Modules(cold)).And.Not.Empty);
        Assert.That(Launches(warm), Is.EqualTo(Launches(cold)).And.Not.Empty);
    }

    [Test]
    public void Start_WithADamagedFile_CompilesThatKernelAgain()
    {
        string file = Kept.Order().First();
        string whole = File.ReadAllText(file);
        File.WriteAllText(file, whole[..(whole.Length / 2)]);
        FakeRun mended = Start(folder.Path);
        Assert.That(mended.Result.ExitCode, Is.Zero, mended.Result.Error);
        // Its labels are numbered otherwise, since fewer kernels were compiled before it.
        Assert.That(File.ReadAllLines(file), Has.Length.EqualTo(whole.Split('\n').Length - 1));
        Assert.That(Launches(mended), Is.EqualTo(Launches(cold)));
    }

    [Test]
    public void Start_WhereNothingCanBeKept_GoesOn()
    {
        string taken = folder.File("taken");
        File.WriteAllText(taken, "");
        FakeRun run = Start(taken);
        Assert.That(run.Result.ExitCode, Is.Zero, run.Result.Error);
        Assert.That(run.Result.Error, Is.Empty);
    }

    [Test]
    public void Start_WhereAKernelsPlaceIsTaken_LeavesNothingUnfinished()
    {
        using TemporaryFolder cache = new();
        string kernels = Directory.CreateDirectory(cache.File("kernels")).FullName;
        foreach (string name in Kept.Select(file => Path.GetFileName(file)))
            Directory.CreateDirectory(Path.Combine(kernels, name));
        FakeRun run = Start(cache.Path);
        Assert.That(run.Result.ExitCode, Is.Zero, run.Result.Error);
        Assert.That(Directory.GetFiles(kernels, "*.ptx.*"), Is.Empty);
    }

    private FakeRun Start(string cache) => program == "train"
        ? FakeCudaDriver.RunWithCache(cache, Steps)
        : FakeCudaDriver.ProbeWithCache(cache, program);

    private static string[] Modules(FakeRun run) =>
        [.. run.Of("cuModuleLoad").Select(call => $"{call.Entry} {call["hash"]}")];

    // By all that the driver is told but addresses, which differ from start to start.
    private static string[] Launches(FakeRun run) => [.. run.Of("cuLaunchKernel").Select(
        call => $"{call.Entry} {call["grid"]} {call["block"]} {call["shared"]} {call.Arguments.Length}")];
}
