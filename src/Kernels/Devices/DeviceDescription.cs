namespace IlgpuCnn.Kernels.Devices;

/// <summary>A device as the catalog lists it.</summary>
/// <param name="Kind">The back end.</param>
/// <param name="Index">Its place among the devices of its kind, from 0.</param>
/// <param name="Name">As the driver gives it.</param>
/// <param name="MemoryBytes">What it can hold.</param>
/// <param name="Detail">Versions and size, for people.</param>
/// <param name="Usable">Whether it can be opened.</param>
/// <param name="Reason">Why not; empty if it can.</param>
public sealed record DeviceDescription(
    DeviceKind Kind, int Index, string Name, long MemoryBytes, string Detail, bool Usable, string Reason)
{
    /// <summary>What <see cref="DeviceCatalog.Open(string)"/> calls it.</summary>
    public string Specification => Kind switch
    {
        DeviceKind.Cuda => $"cuda:{Index}",
        DeviceKind.OpenCL => $"opencl:{Index}",
        _ => "cpu",
    };

    /// <summary>Specification and name.</summary>
    public override string ToString() => $"{Specification} ({Name})";
}
