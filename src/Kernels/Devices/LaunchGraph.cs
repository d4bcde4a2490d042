using ILGPU.Runtime.Cuda;
using IlgpuCnn.Kernels.Devices.Cuda;

namespace IlgpuCnn.Kernels.Devices;

/// <summary>
/// A sequence of launches whose arguments never change. A CUDA device runs it once as it is, so that all kernels are
/// loaded and all memory is there; then it is captured into a graph, and from there on it is one launch for the host.
/// On other devices, and with <see cref="ComputeDevice.UsesGraphs"/> off, it is run as it is every time: the same code,
/// and the same bits. Owns the graph.
/// </summary>
/// <param name="device">Where the launches go.</param>
/// <param name="launches">
/// Makes the launches, on the device's stream; it neither allocates nor waits after its first call.
/// </param>
public sealed class LaunchGraph(ComputeDevice device, Action launches) : IDisposable
{
    private CudaGraph? graph;
    private int memoryVersion = -1;

    /// <summary>Runs all launches of the sequence.</summary>
    public void Run()
    {
        if (!device.UsesGraphs || device.Stream is not CudaStream stream)
        {
            launches();
            return;
        }

        // A graph holds the addresses that memory had when it was captured.
        if (memoryVersion != device.MemoryVersion)
        {
            Dispose();
            launches();
            memoryVersion = device.MemoryVersion;
            return;
        }

        graph ??= device.Capture(stream, launches);
        graph.Launch();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        graph?.Dispose();
        graph = null;
    }
}
