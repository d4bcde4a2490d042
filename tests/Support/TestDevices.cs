using IlgpuCnn.Kernels.Devices;

namespace IlgpuCnn.Tests.Support;

/// <summary>
/// The accelerators that the kernel tests run on, opened once: the CPU, a simulated GPU, and every CUDA and OpenCL
/// device that can be used here, OpenCL on a CPU (PoCL) among them.
/// </summary>
public static class TestDevices
{
    private const string Simulated = "simulated";

    private static readonly Dictionary<string, Lazy<ComputeDevice>> Opened = DeviceCatalog.List()
        .Where(d => d.Usable)
        .Select(d => d.Specification)
        .Order(StringComparer.Ordinal)
        .ToDictionary(name => name, name => new Lazy<ComputeDevice>(() => DeviceCatalog.Open(name, precision: Precision.Fp32)));

    static TestDevices() => Opened.Add(Simulated, new Lazy<ComputeDevice>(DeviceCatalog.OpenSimulatedGpu));

    /// <summary>Names of the devices that every op is tested on.</summary>
    public static IEnumerable<string> All => Opened.Keys;

    /// <summary>The same less the simulated GPU, which takes minutes over a shape of real size.</summary>
    public static IEnumerable<string> Fast => Opened.Keys.Where(name => name != Simulated);

    public static ComputeDevice Get(string name) => Opened[name].Value;

    public static void DisposeAll()
    {
        foreach (Lazy<ComputeDevice> device in Opened.Values.Where(d => d.IsValueCreated))
            device.Value.Dispose();
    }
}
