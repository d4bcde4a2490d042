using ILGPU.Runtime.Cuda;

namespace IlgpuCnn.Kernels;

/// <summary>A row of launches that the driver knows as one. Owns the graph.</summary>
internal sealed class CudaGraph : IDisposable
{
    private readonly CudaStream stream;
    private nint executable;

    private CudaGraph(CudaStream stream, nint executable)
    {
        this.stream = stream;
        this.executable = executable;
    }

    /// <summary>
    /// Notes down what <paramref name="launches"/> puts on <paramref name="stream"/>; nothing of it is run.
    /// </summary>
    /// <exception cref="CudaException">The launches allocate or wait, or the driver can't make a graph of them.</exception>
    public static CudaGraph Capture(CudaStream stream, Action launches)
    {
        stream.Accelerator.Bind();
        CudaException.ThrowIfFailed(CudaGraphs.BeginCapture(stream.StreamPtr, CudaGraphs.CaptureRelaxed));
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
                _ = CudaGraphs.EndCapture(stream.StreamPtr, out graph);
                throw;
            }

            CudaException.ThrowIfFailed(CudaGraphs.EndCapture(stream.StreamPtr, out graph));
            CudaException.ThrowIfFailed(CudaGraphs.Instantiate(out nint executable, graph, 0));
            return new CudaGraph(stream, executable);
        }
        finally
        {
            if (graph != 0)
                _ = CudaGraphs.DestroyGraph(graph);
        }
    }

    /// <summary>Puts all launches on the stream.</summary>
    public void Launch()
    {
        stream.Accelerator.Bind();
        CudaException.ThrowIfFailed(CudaGraphs.Launch(executable, stream.StreamPtr));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (executable == 0)
            return;
        _ = CudaGraphs.DestroyExecutable(executable);
        executable = 0;
    }
}
