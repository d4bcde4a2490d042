using System.CommandLine;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Cli.Commands;

/// <summary>The options that choose the accelerator.</summary>
internal sealed class DeviceOptions
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

    public void AddTo(Command command)
    {
        command.Options.Add(device);
        command.Options.Add(threads);
    }

    /// <exception cref="InputException">There is no such device.</exception>
    public ComputeDevice Open(ParseResult parsed) =>
        DeviceCatalog.Open(parsed.GetValue(device)!, parsed.GetValue(threads));
}
