using IlgpuCnn.Kernels;

namespace IlgpuCnn.Tests.Support;

/// <summary>
/// The accelerators that the kernel tests run on, opened once: the CPU always, the simulated GPU for ops with GPU code
/// of their own, and whatever OpenCL and CUDA devices are here.
/// </summary>
public static class TestDevices
{
    private static readonly Dictionary<string, Lazy<ComputeDevice>> Opened = new()
    {
        ["cpu"] = new(() => DeviceCatalog.OpenCpu()),
        ["simulated"] = new(DeviceCatalog.OpenSimulatedGpu),
    };

    /// <summary>Names of the devices that every op is tested on.</summary>
    public static IEnumerable<string> All => ["cpu", "simulated"];

    public static ComputeDevice Get(string name) => Opened[name].Value;

    public static void DisposeAll()
    {
        foreach (Lazy<ComputeDevice> device in Opened.Values.Where(d => d.IsValueCreated))
            device.Value.Dispose();
    }
}
