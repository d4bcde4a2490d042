using ILGPU.Runtime.Cuda;

namespace IlgpuCnn.Kernels;

/// <summary>A mark in a stream: whether the device has come to it can be asked, without waiting. Owns the event.</summary>
internal sealed class CudaEvent : IDisposable
{
    private readonly CudaStream stream;
    private nint handle;

    public CudaEvent(CudaStream stream)
    {
        this.stream = stream;
        stream.Accelerator.Bind();
        CudaException.ThrowIfFailed(CudaGraphs.CreateEvent(out handle, CudaGraphs.EventWithoutTiming));
    }

    /// <summary>Sets the mark behind all that was put on the stream.</summary>
    public void Record()
    {
        stream.Accelerator.Bind();
        CudaException.ThrowIfFailed(CudaGraphs.RecordEvent(handle, stream.StreamPtr));
    }

    /// <summary>Whether the device has come to the mark.</summary>
    public bool HasPassed()
    {
        stream.Accelerator.Bind();
        CudaError state = CudaGraphs.QueryEvent(handle);
        if (state == CudaError.CUDA_ERROR_NOT_READY)
            return false;
        CudaException.ThrowIfFailed(state);
        return true;
    }

    /// <summary>Waits until the device has come to the mark; what lies behind it goes on.</summary>
    public void Wait()
    {
        stream.Accelerator.Bind();
        CudaException.ThrowIfFailed(CudaGraphs.SynchronizeEvent(handle));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (handle == 0)
            return;
        _ = CudaGraphs.DestroyEvent(handle);
        handle = 0;
    }
}
