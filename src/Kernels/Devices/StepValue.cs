using System.Runtime.InteropServices;

namespace IlgpuCnn.Kernels.Devices;

/// <summary>One of the <see cref="StepValues"/>.</summary>
public sealed class StepValue<T>
    where T : unmanaged
{
    private readonly Memory<byte> next;

    internal StepValue(ArrayView<T> view, Memory<byte> next)
    {
        View = view;
        this.next = next;
    }

    /// <summary>Where kernels read it: one element.</summary>
    public ArrayView<T> View { get; }

    /// <summary>What it will be from the next upload on.</summary>
    public void Set(in T value) => MemoryMarshal.Write(next.Span, in value);
}
