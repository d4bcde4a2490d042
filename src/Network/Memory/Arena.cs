using IlgpuCnn.Kernels.Devices;

namespace IlgpuCnn.Network.Memory;

/// <summary>The one allocation in which all tensors of a layout lie, all zero at first. Owns the memory.</summary>
public sealed class Arena : IDisposable
{
    private readonly ArenaLayout layout;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> memory;

    /// <summary>Allocates it.</summary>
    public Arena(ComputeDevice device, ArenaLayout layout)
    {
        this.layout = layout;
        memory = device.Allocate<float>(layout.Bytes / sizeof(float));
    }

    /// <summary>A view of the whole memory.</summary>
    public Floats All => memory.View;

    /// <summary>A view of a tensor's numbers; empty where there is no tensor.</summary>
    public Floats Floats(Tensor? tensor) => tensor is null
        ? default
        : All.SubView(layout.OffsetOf(tensor) / sizeof(float), tensor.Length);

    /// <summary>A view of a tensor that holds whole numbers.</summary>
    public Ints Ints(Tensor tensor) => Floats(tensor).Cast<int>();

    /// <inheritdoc/>
    public void Dispose() => memory.Dispose();
}
