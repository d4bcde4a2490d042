using ILGPU.Runtime.Cuda;

namespace IlgpuCnn.Kernels.Devices.Cuda;

/// <summary>
/// A mark in a stream, of which the host can learn without waiting whether the device has reached it. Owns the event.
/// </summary>
internal sealed class CudaEvent : IDisposable
{
    private const uint WithoutTiming = 2; // it only says whether, not when
    private const int NotReady = 600;

    private readonly CudaStream stream;
    private nint handle;

    public CudaEvent(CudaStream stream)
    {
        this.stream = stream;
        stream.Accelerator.Bind();
        CudaDriver.Check(CudaDriver.cuEventCreate(out handle, WithoutTiming), "make an event");
    }

    /// <summary>Sets the mark behind all that was put on the stream.</summary>
    public void Record()
    {
        stream.Accelerator.Bind();
        CudaDriver.Check(CudaDriver.cuEventRecord(handle, stream.StreamPtr), "record an event");
    }

    /// <summary>Has what is put on another stream from now on wait for the mark.</summary>
    public void HoldBack(CudaStream other) =>
        CudaDriver.Check(CudaDriver.cuStreamWaitEvent(other.StreamPtr, handle, 0), "have a stream wait for another");

    /// <summary>Whether the device has reached the mark.</summary>
    public bool HasPassed()
    {
        stream.Accelerator.Bind();
        int state = CudaDriver.cuEventQuery(handle);
        if (state == NotReady)
            return false;
        CudaDriver.Check(state, "finish what it was given"); // an error of anything before the mark
        return true;
    }

    /// <summary>Waits until the device has reached the mark; later work goes on.</summary>
    public void Wait()
    {
        stream.Accelerator.Bind();
        CudaDriver.Check(CudaDriver.cuEventSynchronize(handle), "finish what it was given");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (handle == 0)
            return;
        stream.Accelerator.Bind();
        _ = CudaDriver.cuEventDestroy_v2(handle);
        handle = 0;
    }
}
