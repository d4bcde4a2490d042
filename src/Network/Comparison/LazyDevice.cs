using IlgpuCnn.Kernels.Devices;

namespace IlgpuCnn.Network.Comparison;

/// <summary>A device that is opened when it is first asked for, and closed if it was.</summary>
internal sealed class LazyDevice(Func<ComputeDevice> open) : IDisposable
{
    private ComputeDevice? device;

    /// <summary>The device.</summary>
    public ComputeDevice Value => device ??= open();

    public void Dispose() => device?.Dispose();
}
