using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using IlgpuCnn.Kernels.Devices.Cuda;

namespace IlgpuCnn.Kernels.Devices;

/// <summary>
/// The search for drivers under the names that they are installed by. On Linux ILGPU asks for "cuda" and "OpenCL",
/// which .NET looks for as libcuda.so and libOpenCL.so, names that only development packages install; without this
/// search a machine with just a driver has no devices, and no error says so. On Windows ILGPU asks for "nvcuda" and
/// "opencl", which are there, but <see cref="CudaDriver"/> asks for "cuda" on every system.
/// </summary>
internal static class DriverLibraries
{
    private static readonly Lazy<bool> Installed = new(() =>
    {
        HashSet<AssemblyLoadContext> callers =
        [
            AssemblyLoadContext.GetLoadContext(typeof(Context).Assembly)!,
            AssemblyLoadContext.GetLoadContext(typeof(DriverLibraries).Assembly)!,
        ];
        foreach (AssemblyLoadContext caller in callers)
            caller.ResolvingUnmanagedDll += Resolve;
        return true;
    });

    /// <summary>
    /// Makes the drivers known to the loader of libraries. Call it before the first context; more calls change nothing.
    /// </summary>
    public static void Install() => _ = Installed.Value;

    /// <summary>The file of the library that is asked for by a name; null where it is found without help.</summary>
    public static string? FileOf(string name, bool onWindows) => name switch
    {
        "cuda" => onWindows ? "nvcuda.dll" : "libcuda.so.1",
        "OpenCL" when !onWindows => "libOpenCL.so.1",
        _ => null,
    };

    // Asked only after the usual search has failed.
    private static nint Resolve(Assembly assembly, string name) =>
        FileOf(name, OperatingSystem.IsWindows()) is { } file && NativeLibrary.TryLoad(file, out nint handle)
            ? handle : 0;
}
