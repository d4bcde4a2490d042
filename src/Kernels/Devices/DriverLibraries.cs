using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using IlgpuCnn.Kernels.Devices.Cuda;

namespace IlgpuCnn.Kernels.Devices;

/// <summary>
/// The search for drivers where Linux keeps them. ILGPU loads libcuda.so and libOpenCL.so, names that only development
/// packages install; without this search a machine with just a driver has no devices, and no error says so. It serves
/// ILGPU's calls and those of <see cref="CudaDriver"/>.
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
    /// Makes the drivers of Linux known to the loader of libraries. Call it before the first context; more calls change
    /// nothing.
    /// </summary>
    public static void Install() => _ = Installed.Value;

    // Asked only after the usual search has failed.
    private static nint Resolve(Assembly assembly, string name)
    {
        string? versioned = name switch
        {
            "cuda" => "libcuda.so.1",
            "OpenCL" => "libOpenCL.so.1",
            _ => null,
        };
        return versioned is not null && NativeLibrary.TryLoad(versioned, out nint handle) ? handle : 0;
    }
}
