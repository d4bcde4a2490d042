using System.Runtime.InteropServices;
using ILGPU.Runtime.CPU;

namespace IlgpuCnn.Kernels;

/// <summary>
/// Memory of a CPU accelerator that starts at a line of the cache, which ILGPU's own does not: a vector that crosses
/// lines takes twice as long to load. Not zeroed. Owns the memory.
/// </summary>
internal sealed unsafe class HostBuffer<T> : MemoryBuffer1D<T, Stride1D.Dense>
    where T : unmanaged
{
    private const int Alignment = 4096;

    private void* memory;

    public HostBuffer(Accelerator accelerator, long length)
        : this(accelerator, length, NativeMemory.AlignedAlloc((nuint)Math.Max(1, length * sizeof(T)), Alignment))
    {
    }

    private HostBuffer(Accelerator accelerator, long length, void* memory)
        : base(accelerator, Wrap(accelerator, length, memory)) => this.memory = memory;

    /// <inheritdoc/>
    protected override void DisposeAcceleratorObject(bool disposing)
    {
        base.DisposeAcceleratorObject(disposing);
        NativeMemory.AlignedFree(memory);
        memory = null;
    }

    private static ArrayView1D<T, Stride1D.Dense> Wrap(Accelerator accelerator, long length, void* memory)
    {
        CPUMemoryBuffer buffer = CPUMemoryBuffer.Create(accelerator, (nint)memory, length, sizeof(T));
        return new ArrayView<T>(buffer, 0, length).AsDense();
    }
}
