using System.Collections.Concurrent;
using IlgpuCnn.Kernels.Devices;
using NUnit.Framework.Internal;

namespace IlgpuCnn.Tests.Support;

/// <summary>
/// The accelerators that the kernel tests run on: the CPU, a simulated GPU, and every CUDA and OpenCL device that can be
/// used here, OpenCL on a CPU (PoCL) among them. Each thread that runs tests opens them once, since a device has one user
/// at a time.
/// </summary>
public static class TestDevices
{
    private const string Simulated = "simulated";

    private static readonly ConcurrentDictionary<(string Name, string? Worker), Lazy<ComputeDevice>> Opened = [];

    /// <summary>Names of the devices that every op is tested on.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. DeviceCatalog.List().Where(d => d.Usable).Select(d => d.Specification).Order(StringComparer.Ordinal), Simulated,
    ];

    /// <summary>The same less the simulated GPU, which takes minutes over a shape of real size.</summary>
    public static IEnumerable<string> Fast => All.Where(name => name != Simulated);

    /// <summary>Fixtures on all of them, for whole training steps: on the simulated GPU these are exhaustive.</summary>
    public static IEnumerable<TestFixtureData> ForSteps => All.Select(name =>
    {
        TestFixtureData fixture = new(name);
        if (name == Simulated)
            fixture.Properties.Add(PropertyNames.Category, TestCategories.Exhaustive);
        return fixture;
    });

    public static ComputeDevice Get(string name) => Opened.GetOrAdd(
        (name, TestContext.CurrentContext.WorkerId), key => new Lazy<ComputeDevice>(() => Open(key.Name))).Value;

    public static void DisposeAll()
    {
        foreach (Lazy<ComputeDevice> device in Opened.Values)
            device.Value.Dispose();
    }

    private static ComputeDevice Open(string name) => name == Simulated
        ? DeviceCatalog.OpenSimulatedGpu()
        : DeviceCatalog.Open(name, precision: Precision.Fp32);
}
