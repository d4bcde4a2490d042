using ILGPU.Runtime.Cuda;

namespace IlgpuCnn.Kernels.Devices.Cuda;

/// <summary>A sequence of launches that the driver knows as one. Owns the graph.</summary>
internal sealed class CudaGraph : IDisposable
{
    private readonly CudaStream stream;
    private nint executable;

    private CudaGraph(CudaStream stream, nint executable)
    {
        this.stream = stream;
        this.executable = executable;
    }

    /// <summary>Why a device's driver can't make graphs, and what follows, as a sentence; null where it can.</summary>
    public static string? Fault(Accelerator accelerator, string device) =>
        accelerator is CudaAccelerator cuda && DriverFunctions.MissingOfGraphs is { } function
            ? $"The driver of {device}, of CUDA {cuda.DriverVersion}, has no function {function}: kernels are launched "
                + "one by one, with the same results in more time; graphs need a driver of CUDA 11.4 or later."
            : null;

    /// <summary>
    /// Records what <paramref name="launches"/> puts on <paramref name="stream"/>, and runs none of it.
    /// </summary>
    /// <exception cref="CudaDriverException">
    /// The launches allocate or wait, or the driver can't make a graph of them.
    /// </exception>
    public static CudaGraph Capture(CudaStream stream, Action launches)
    {
        stream.Accelerator.Bind();

        // Relaxed: a finaliser may unload a kernel at any time, and other threads may use the device.
        CudaDriver.Check(
            CudaDriver.cuStreamBeginCapture_v2(stream.StreamPtr, CudaDriver.CaptureModeRelaxed), "begin a graph");
        nint graph = 0;
        try
        {
            try
            {
                launches();
            }
            catch
            {
                // A stream that is captured takes no other work.
                _ = CudaDriver.cuStreamEndCapture(stream.StreamPtr, out graph);
                throw;
            }

            CudaDriver.Check(CudaDriver.cuStreamEndCapture(stream.StreamPtr, out graph), "capture launches into a graph");
            CudaDriver.Check(
                CudaDriver.cuGraphInstantiateWithFlags(out nint executable, graph, 0), "make a graph executable");
            return new CudaGraph(stream, executable);
        }
        finally
        {
            if (graph != 0)
                _ = CudaDriver.cuGraphDestroy(graph);
        }
    }

    /// <summary>Puts all launches on the stream.</summary>
    public void Launch()
    {
        stream.Accelerator.Bind();
        CudaDriver.Check(CudaDriver.cuGraphLaunch(executable, stream.StreamPtr), "launch a graph");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (executable == 0)
            return;
        stream.Accelerator.Bind();
        _ = CudaDriver.cuGraphExecDestroy(executable);
        executable = 0;
    }
}
