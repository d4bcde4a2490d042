using System.Reflection;
using System.Runtime.InteropServices;

namespace IlgpuCnn.Kernels.Devices.Cuda;

/// <summary>
/// Which functions of <see cref="CudaDriver"/> the installed driver has: an old one lacks some, and a call of a
/// function that is not there throws in the middle of a run.
/// </summary>
internal static class DriverFunctions
{
    private static readonly string[] Graphs =
    [
        nameof(CudaDriver.cuStreamBeginCapture_v2), nameof(CudaDriver.cuStreamEndCapture),
        nameof(CudaDriver.cuGraphInstantiateWithFlags), nameof(CudaDriver.cuGraphLaunch),
        nameof(CudaDriver.cuGraphExecDestroy), nameof(CudaDriver.cuGraphDestroy),
    ];

    private static readonly Lazy<nint> Library = new(() =>
    {
        DriverLibraries.Install();
        NativeLibrary.TryLoad(CudaDriver.Library, typeof(CudaDriver).Assembly, null, out nint handle);
        return handle;
    });

    /// <summary>The first function that the driver lacks and nothing works without; null where all are there.</summary>
    public static string? Missing => FirstMissing(
        typeof(CudaDriver).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Select(method => method.Name)
            .Where(name => name.StartsWith("cu", StringComparison.Ordinal)).Except(Graphs));

    /// <summary>
    /// The first function that the driver lacks and graphs need; null where all are there, from CUDA 11.4 on.
    /// </summary>
    public static string? MissingOfGraphs => FirstMissing(Graphs);

    private static string? FirstMissing(IEnumerable<string> names) =>
        names.FirstOrDefault(name => !NativeLibrary.TryGetExport(Library.Value, name, out _));
}
