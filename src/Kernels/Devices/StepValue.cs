using System.Runtime.InteropServices;

namespace IlgpuCnn.Kernels.Devices;

/// <summary>
/// A value that kernels read from the device and that the host may change from step to step: one of the
/// <see cref="StepValues"/>.
/// </summary>
public sealed class StepValue<T>
    where T : unmanaged
{
    private readonly Memory<byte> next;

    internal StepValue(ArrayView<T> view, Memory<byte> next)
    {
        View = view;
        this.next = next;
    }

    /// <summary>The view from which kernels read the value: one element.</summary>
    public ArrayView<T> View { get; }

    /// <summary>Sets what the value is from the next <see cref="StepValues.Upload"/> on.</summary>
    public void Set(in T value) => MemoryMarshal.Write(next.Span, in value);
}
