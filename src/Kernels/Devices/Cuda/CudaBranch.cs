using ILGPU.Runtime.Cuda;

namespace IlgpuCnn.Kernels.Devices.Cuda;

/// <summary>
/// A second stream beside a main one, for launches of a graph that need not wait for each other: captured, they become a
/// branch of the graph. Owns the stream and its marks.
/// </summary>
internal sealed class CudaBranch : IDisposable
{
    private readonly CudaStream main;
    private readonly CudaEvent parted;
    private readonly CudaEvent done;
    private bool hasWork;

    public CudaBranch(CudaStream main)
    {
        this.main = main;
        Stream = (CudaStream)main.Accelerator.CreateStream();
        parted = new CudaEvent(main);
        done = new CudaEvent(Stream);
    }

    /// <summary>The stream of the branch.</summary>
    public CudaStream Stream { get; }

    /// <summary>Has what is put on the branch from now on come after all that is on the main stream.</summary>
    public void Part()
    {
        parted.Record();
        parted.HoldBack(Stream);
        hasWork = true;
    }

    /// <summary>Has what is put on the main stream from now on come after all of the branch.</summary>
    public void Join()
    {
        if (!hasWork)
            return;
        done.Record();
        done.HoldBack(main);
        hasWork = false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        done.Dispose();
        parted.Dispose();
        DeviceFailure.Close(Stream);
    }
}
