using System.Runtime.InteropServices;

namespace IlgpuCnn.Kernels.Devices;

/// <summary>
/// A few values of one type that kernels read from the device and that the host may change from step to step: some of the
/// <see cref="StepValues"/>.
/// </summary>
public sealed class StepTable<T>
    where T : unmanaged
{
    private readonly Memory<byte> next;

    internal StepTable(ArrayView<T> view, Memory<byte> next)
    {
        View = view;
        this.next = next;
    }

    /// <summary>The view from which kernels read the values.</summary>
    public ArrayView<T> View { get; }

    /// <summary>Sets what the first values are from the next <see cref="StepValues.Upload"/> on.</summary>
    public void Set(ReadOnlySpan<T> values) => MemoryMarshal.AsBytes(values).CopyTo(next.Span);
}
