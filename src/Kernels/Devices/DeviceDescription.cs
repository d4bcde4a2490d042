namespace IlgpuCnn.Kernels.Devices;

/// <summary>A device as the catalog lists it.</summary>
/// <param name="Kind">The back end that drives it.</param>
/// <param name="Index">Index among the devices of its kind, from 0.</param>
/// <param name="Name">Name, as the driver gives it.</param>
/// <param name="MemoryBytes">Bytes that it can hold.</param>
/// <param name="Detail">Versions and size, for people.</param>
/// <param name="Usable">Whether it can be opened.</param>
/// <param name="Reason">Why it can't be opened; empty if it can.</param>
public sealed record DeviceDescription(
    DeviceKind Kind, int Index, string Name, long MemoryBytes, string Detail, bool Usable, string Reason)
{
    /// <summary>The text that <see cref="ComputeDevice.Open"/> opens it by, such as cuda:0.</summary>
    public string Specification => Kind switch
    {
        DeviceKind.Cuda => $"cuda:{Index}",
        DeviceKind.OpenCL => $"opencl:{Index}",
        _ => "cpu",
    };

    /// <summary>Specification and name, as in "cuda:0 (NVIDIA H100)".</summary>
    public override string ToString() => $"{Specification} ({Name})";
}
