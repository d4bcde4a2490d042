using System.CommandLine;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;

namespace IlgpuCnn.Cli.Commands;

/// <summary>The options that choose the accelerator, and how it is used.</summary>
/// <param name="trains">Whether the command trains, or may.</param>
internal sealed class DeviceOptions(bool trains = true)
{
    private readonly Option<string> device = new("--device")
    {
        Description = "auto (CUDA, then an OpenCL GPU, then the CPU), cuda[:i], opencl[:i], cpu",
        DefaultValueFactory = _ => "auto",
    };

    private readonly Option<int?> threads = new("--threads")
    {
        Description = "Threads of the cpu device; default: one a core",
    };

    private readonly Option<string?> precision = new("--precision")
    {
        Description = $"Of products on an NVIDIA GPU: {string.Join(", ", Precisions.Names)}; default: tf32 there, else fp32",
    };

    private readonly Option<bool> noGraph = new("--no-graph")
    {
        Description = "Launch a training step's kernels one by one, on CUDA too; results are the same",
    };

    private bool hasWarned; // several jobs open a device each

    public void AddTo(Command command)
    {
        command.Options.Add(device);
        command.Options.Add(threads);
        command.Options.Add(precision);
        if (trains)
            command.Options.Add(noGraph);
    }

    /// <param name="parsed">The command line.</param>
    /// <param name="jobs">How many such devices will compute at once, and share a CPU's threads.</param>
    /// <exception cref="InputException">There is no such device, or not in this precision.</exception>
    public ComputeDevice Open(ParseResult parsed, int jobs = 1) => Open(parsed, jobs, forProfiler: false);

    /// <summary>The same; kernels know the lines of their source.</summary>
    /// <exception cref="InputException">There is no such device, or not in this precision.</exception>
    public ComputeDevice OpenForProfiler(ParseResult parsed) => Open(parsed, 1, forProfiler: true);

    private ComputeDevice Open(ParseResult parsed, int jobs, bool forProfiler)
    {
        int? asked = parsed.GetValue(threads);
        int? share = jobs > 1 ? Math.Max(1, (asked ?? Environment.ProcessorCount) / jobs) : asked;
        Precision? asPrecise = parsed.GetValue(precision) is { } word ? Precisions.Find(word) : null;
        string name = parsed.GetValue(device)!;
        ComputeDevice opened = forProfiler
            ? DeviceCatalog.OpenForProfiler(name, share, asPrecise)
            : DeviceCatalog.Open(name, share, asPrecise);
        bool mayCapture = !parsed.GetValue(noGraph);
        opened.UsesGraphs = mayCapture;
        if (trains && mayCapture && opened.GraphFault is { } fault && !Interlocked.Exchange(ref hasWarned, true))
            Console.Error.WriteLine($"Warning: {fault}");
        return opened;
    }
}
