using System.Reflection;
using System.Runtime.CompilerServices;
using ILGPU.Backends;
using ILGPU.Backends.EntryPoints;
using ILGPU.IR;
using ILGPU.Runtime.CPU;

namespace IlgpuCnn.Kernels.Devices;

/// <summary>
/// Loads kernels on simulated GPUs, whose threads run a kernel's method as it is. ILGPU would translate and optimize the
/// kernel first, which takes seconds a product, and use nothing of it: so it gets the translation of a kernel that does
/// nothing, and the method beside it.
/// </summary>
internal static class SimulatedKernelLoader
{
    /// <summary>Loads a kernel.</summary>
    /// <param name="accelerator">Where.</param>
    /// <param name="kernel">Its method.</param>
    /// <param name="groups">How its threads are grouped; null for a kernel of independent items.</param>
    public static Kernel Load(CPUAccelerator accelerator, MethodInfo kernel, KernelSpecialization? groups)
    {
        Backend backend = BackendOf(accelerator);
        Method nothing = backend.PreCompileKernelMethod(
            EntryPointDescription.FromImplicitlyGroupedKernel(((Action<Index1D>)Nothing).Method));
        return groups is { } given
            ? accelerator.LoadKernel(
                backend.Compile(nothing, EntryPointDescription.FromExplicitlyGroupedKernel(kernel), given))
            : accelerator.LoadAutoGroupedKernel(
                backend.Compile(
                    nothing, EntryPointDescription.FromImplicitlyGroupedKernel(kernel), KernelSpecialization.Empty));
    }

    private static void Nothing(Index1D index)
    {
    }

    // ILGPU offers no other way to it.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Backend")]
    private static extern Backend BackendOf(Accelerator accelerator);
}
