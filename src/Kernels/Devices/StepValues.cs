using System.Runtime.InteropServices;

namespace IlgpuCnn.Kernels.Devices;

/// <summary>
/// Values that change from step to step, in a small stretch of device memory where kernels read them: so a step's
/// launches have the same arguments every time. The host sets the values one by one and uploads them together, by one
/// copy that it does not wait for. It copies from a ring of page-locked slots: an upload must be done before the ring
/// has come round to its slot again. On a CPU an upload is a plain write; on OpenCL, where ILGPU copies from no
/// page-locked memory, it is a copy that the host waits for. Owns its memory.
/// </summary>
public sealed class StepValues : IDisposable
{
    /// <summary>Bytes of the device's memory that the values take.</summary>
    public const int OwnBytes = SlotBytes;

    private const int Alignment = 256; // what ILGPU assumes of the start of a view
    private const int SlotBytes = 4096;

    private readonly ComputeDevice device;
    private readonly MemoryBuffer1D<byte, Stride1D.Dense> memory;
    private readonly PageLockedArray1D<byte>? ring; // of CUDA alone
    private readonly byte[] next = new byte[SlotBytes];
    private readonly int slots;
    private int end;
    private int slot;

    /// <summary>Allocates room for a handful of values, and a ring of <paramref name="slots"/> uploads.</summary>
    public StepValues(ComputeDevice device, int slots)
    {
        this.device = device;
        this.slots = slots;
        memory = device.Allocate<byte>(SlotBytes);
        if (device.Accelerator.AcceleratorType == AcceleratorType.Cuda)
            ring = device.Accelerator.AllocatePageLocked1D<byte>((long)slots * SlotBytes);
    }

    /// <summary>Adds a value, whose bytes are all zero at first.</summary>
    /// <exception cref="InvalidOperationException">There is no room for it.</exception>
    public StepValue<T> Add<T>()
        where T : unmanaged
    {
        (ArrayView<T> view, Memory<byte> bytes) = Take<T>(1);
        return new StepValue<T>(view, bytes);
    }

    /// <summary>Adds <paramref name="count"/> values side by side, whose bytes are all zero at first.</summary>
    /// <exception cref="InvalidOperationException">There is no room for them.</exception>
    public StepTable<T> AddTable<T>(int count)
        where T : unmanaged
    {
        (ArrayView<T> view, Memory<byte> bytes) = Take<T>(count);
        return new StepTable<T>(view, bytes);
    }

    /// <summary>Whether there is room for so many values more.</summary>
    public unsafe bool HasRoomFor<T>(int count)
        where T : unmanaged => OffsetOf<T>() + ((long)count * sizeof(T)) <= SlotBytes;

    /// <summary>Uploads all values as they were set last, for all later launches.</summary>
    public void Upload()
    {
        ReadOnlySpan<byte> bytes = next.AsSpan(0, end);
        if (device.Accelerator.AcceleratorType == AcceleratorType.OpenCL)
        {
            memory.View.CopyFromCPU(device.Stream, next);
            return;
        }

        if (ring is null)
        {
            bytes.CopyTo(MemoryMarshal.CreateSpan(ref memory.View[0], end));
            return;
        }

        bytes.CopyTo(ring.Span[(slot * SlotBytes)..]);
        memory.View.AsContiguous().SubView(0, end).CopyFrom(device.Stream, ring.ArrayView.SubView(slot * SlotBytes, end));
        slot = (slot + 1) % slots;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        device.Settle();
        memory.Dispose();
        ring?.Dispose();
    }

    private unsafe (ArrayView<T> View, Memory<byte> Bytes) Take<T>(int count)
        where T : unmanaged
    {
        if (!HasRoomFor<T>(count))
        {
            string values = count == 1 ? $"a {typeof(T).Name}" : $"{count} {typeof(T).Name}s";
            throw new InvalidOperationException($"There is no room for {values} behind {end} bytes.");
        }

        int offset = OffsetOf<T>();
        int length = count * sizeof(T);
        end = offset + length;
        return (memory.View.AsContiguous().SubView(offset, length).Cast<T>(), next.AsMemory(offset, length));
    }

    // A view lies at a multiple of its own elements' size, or it would begin somewhere else than it says.
    private unsafe int OffsetOf<T>()
        where T : unmanaged
    {
        int offset = (end + Alignment - 1) / Alignment * Alignment;
        while (offset % sizeof(T) != 0)
            offset += Alignment;
        return offset;
    }
}
