using ILGPU.Runtime.Cuda;
using IlgpuCnn.Kernels.Devices.Cuda;

namespace IlgpuCnn.Kernels.Devices;

/// <summary>
/// A copy of a view in the host's page-locked memory, for results that the host need not wait for: it is made in the
/// order of the device's launches, while these go on. Owns its memory.
/// </summary>
public sealed class HostCopy<T> : IDisposable
    where T : unmanaged
{
    private readonly ComputeDevice device;
    private readonly ArrayView<T> source;
    private readonly PageLockedArray1D<T>? pages;
    private readonly T[] plain = []; // on OpenCL, where ILGPU copies to no page-locked memory
    private readonly CudaEvent? arrived; // null: the device can't be asked

    /// <summary>Allocates memory of the host for a copy of <paramref name="source"/>.</summary>
    public HostCopy(ComputeDevice device, ArrayView<T> source)
    {
        this.device = device;
        this.source = source;
        if (device.Accelerator.AcceleratorType == AcceleratorType.OpenCL)
            plain = new T[source.Length];
        else
            pages = device.Accelerator.AllocatePageLocked1D<T>(source.Length);
        arrived = device.Stream is CudaStream stream ? new CudaEvent(stream) : null;
    }

    /// <summary>The copied values; they change while a copy is under way.</summary>
    public ReadOnlySpan<T> Values => pages is null ? plain : pages.Span;

    /// <summary>
    /// Starts to copy what the source holds when all earlier launches are done. Does not wait for the copy, except on
    /// OpenCL.
    /// </summary>
    public void Start()
    {
        if (pages is null)
            source.CopyToCPU(device.Stream, plain);
        else
            source.CopyTo(device.Stream, pages.ArrayView);
        arrived?.Record();
    }

    /// <summary>
    /// Whether the copy that was started last is complete. On a CUDA device this does not wait; on others it waits for
    /// the copy.
    /// </summary>
    public bool HasArrived()
    {
        if (arrived is not null)
            return arrived.HasPassed();
        Wait();
        return true;
    }

    /// <summary>Waits for the copy that was started last, and for nothing that was launched after it on CUDA.</summary>
    public void Wait()
    {
        if (arrived is not null)
            arrived.Wait();
        else
            device.Synchronize();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        device.Settle();
        arrived?.Dispose();
        pages?.Dispose();
    }
}
