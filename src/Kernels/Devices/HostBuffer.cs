using System.Runtime.InteropServices;
using ILGPU.Runtime.CPU;

namespace IlgpuCnn.Kernels.Devices;

/// <summary>
/// Memory of a CPU accelerator that starts at a line of the cache, which ILGPU's own does not: a vector that crosses
/// lines takes twice as long to load. All zero at first. Owns the memory.
/// </summary>
internal sealed unsafe class HostBuffer<T> : MemoryBuffer1D<T, Stride1D.Dense>
    where T : unmanaged
{
    private const int Alignment = 256; // what ILGPU assumes of a buffer on any device

    private void* memory;

    public HostBuffer(Accelerator accelerator, long length)
        : this(accelerator, length, NativeMemory.AllocZeroed(checked((nuint)(length * sizeof(T)) + Alignment)))
    {
    }

    private HostBuffer(Accelerator accelerator, long length, void* memory)
        : base(accelerator, Wrap(accelerator, length, memory)) => this.memory = memory;

    /// <inheritdoc/>
    protected override void DisposeAcceleratorObject(bool disposing)
    {
        base.DisposeAcceleratorObject(disposing);
        NativeMemory.Free(memory);
        memory = null;
    }

    private static ArrayView1D<T, Stride1D.Dense> Wrap(Accelerator accelerator, long length, void* memory)
    {
        nint aligned = ((nint)memory + Alignment - 1) / Alignment * Alignment;
        CPUMemoryBuffer buffer = CPUMemoryBuffer.Create(accelerator, aligned, length, sizeof(T));
        return new ArrayView<T>(buffer, 0, length).AsDense();
    }
}
