using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using IlgpuCnn.Kernels.Devices.Cuda;
using IlgpuCnn.PtxReport;
using IlgpuCnn.Tests.Cuda.FakeDriver;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Cuda;

/// <summary>What a process on the fake driver printed, how it ended, and which calls it made.</summary>
public sealed record FakeRun(ProgramResult Result, IReadOnlyList<DriverCall> Calls)
{
    /// <summary>Calls of one function.</summary>
    public IEnumerable<DriverCall> Of(string name) => Calls.Where(call => call.Name == name);
}

/// <summary>
/// The fake CUDA driver of this folder, built once for all tests of the namespace, which are skipped where there is no
/// C compiler. Programs on it run as processes of their own, so that the tests' own process has the devices it has.
/// </summary>
[SetUpFixture]
public sealed class FakeCudaDriver
{
    // Of build.sh.
    private const int NoCompiler = 127;

    private const string Library = "libcuda.so.1";

    private static TemporaryFolder? folder;

    [OneTimeSetUp]
    public void Build()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Ignore("The fake CUDA driver is built and loaded on Linux only.");
        folder = new TemporaryFolder();
        string script = Path.Combine(AppContext.BaseDirectory, "Cuda", "FakeDriver", "build.sh");
        using Process process = Process.Start(
            new ProcessStartInfo("sh", [script, folder.Path]) { RedirectStandardError = true })!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode == NoCompiler)
            Assert.Ignore("There is no C compiler (cc) to build the fake CUDA driver with.");
        Assert.That(process.ExitCode, Is.Zero, errors);

        // Where there is a libcuda.so it would be found first.
        if (NativeLibrary.TryLoad("libcuda.so", out _))
            File.CreateSymbolicLink(folder.File("libcuda.so"), Library);
    }

    /// <summary>
    /// Settings by which kernels are executed, on a driver for which <see cref="Compile"/> has compiled them.
    /// </summary>
    public const string Executing = "EXECUTE=1 DRIVER=12040";

    /// <summary>
    /// Compiles kernels for the processes on the fake driver, all that are alike in one context: each process by itself would
    /// take many times as long.
    /// </summary>
    internal static void Compile(Func<KernelSource, bool> isWanted)
    {
        PtxCache cache = new(Path.Combine(Cache, "kernels"));
        foreach (KernelSource kernel in KernelSource.All.Where(isWanted).OrderBy(kernel => kernel.Family))
            PtxCompiler.Keep(kernel, cache);
    }

    [OneTimeTearDown]
    public void Remove() => folder?.Dispose();

    /// <summary>Runs ilgpucnn. Settings are "NAME=value NAME=value …", without the FAKECUDA_ of all names.</summary>
    public static FakeRun Run(string settings, params string[] arguments) =>
        Run(Program.Assembly, Cache, settings, arguments);

    /// <summary>Runs ilgpucnn on the fake driver without one of its functions, as older drivers are.</summary>
    public static FakeRun RunWithout(string function, string settings, params string[] arguments) =>
        RunWithout(function, Program.Assembly, settings, arguments);

    /// <summary>Runs one of <see cref="Probes"/> so.</summary>
    public static FakeRun ProbeWithout(string function, string name) =>
        RunWithout(function, typeof(Probes).Assembly.Location, "", [name]);

    /// <summary>Runs ilgpucnn with a cache of its own; all else of the namespace shares one.</summary>
    public static FakeRun RunWithCache(string cache, params string[] arguments) =>
        Run(Program.Assembly, cache, "", arguments);

    /// <summary>Runs PtxReport.</summary>
    public static FakeRun RunReport(string settings, params string[] arguments) =>
        Run(typeof(KernelSource).Assembly.Location, Cache, settings, arguments);

    /// <summary>
    /// Runs ilgpucnn as tools/PtxReport/step.sh does: its calls and the texts of its kernels, for an assembler of CUDA 12.4,
    /// stay in a folder.
    /// </summary>
    public static ProgramResult RunInto(string log, string modules, params string[] arguments) => Program.Finish(
        Program.Start(Program.Assembly, arguments, Variables(Cache, log).Concat(new Dictionary<string, string>
        {
            ["FAKECUDA_PTX"] = modules,
            ["FAKECUDA_DRIVER"] = "12040",
        })));

    /// <summary>Runs one of <see cref="Probes"/>.</summary>
    public static FakeRun Probe(string name, string settings = "") => RunTests(null, settings, name);

    /// <summary>Runs one of <see cref="Probes"/> with a cache of its own.</summary>
    public static FakeRun ProbeWithCache(string cache, string name) => RunTests(cache, "", name);

    /// <summary>Runs a program of the tests' own, with a cache of its own where one is given.</summary>
    public static FakeRun RunTests(string? cache, string settings, params string[] arguments) =>
        Run(typeof(Probes).Assembly.Location, cache ?? Cache, settings, arguments);

    private static string Cache => folder!.File("cache");

    private static Dictionary<string, string> Variables(string cache, string log, string? library = null) => new()
    {
        ["LD_LIBRARY_PATH"] = $"{library ?? folder!.Path}:{Environment.GetEnvironmentVariable("LD_LIBRARY_PATH")}",
        ["FAKECUDA_LOG"] = log,
        ["ILGPUCNN_CACHE"] = cache,
    };

    private static FakeRun Run(
        string assembly, string cache, string settings, string[] arguments, string? library = null)
    {
        using TemporaryFolder own = new();
        string log = own.File("calls.log");
        Dictionary<string, string> environment = Variables(cache, log, library);
        foreach (string[] pair in settings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => s.Split('=', 2)))
            environment[$"FAKECUDA_{pair[0]}"] = pair[1];
        ProgramResult result = Program.Finish(Program.Start(assembly, arguments, environment));
        return new FakeRun(result, DriverCall.Read(log));
    }

    private static FakeRun RunWithout(string function, string assembly, string settings, string[] arguments)
    {
        using TemporaryFolder older = new();
        Strike(function, folder!.File(Library), older.File(Library));
        File.CreateSymbolicLink(older.File("libcuda.so"), Library);
        return Run(assembly, Cache, settings, arguments, older.Path);
    }

    // A library with one name changed, among those that it can be asked for.
    private static void Strike(string function, string library, string changed)
    {
        byte[] bytes = File.ReadAllBytes(library);
        byte[] name = [0, .. Encoding.ASCII.GetBytes(function), 0];
        int found = 0;
        for (int at = bytes.AsSpan().IndexOf(name); at >= 0; at = bytes.AsSpan().IndexOf(name), found++)
            bytes[at + 1] = (byte)'x';
        Assert.That(found, Is.Not.Zero, $"The fake driver has no function {function}.");
        File.WriteAllBytes(changed, bytes);
    }
}
