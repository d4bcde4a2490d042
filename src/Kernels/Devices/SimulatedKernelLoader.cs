using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using ILGPU.Backends;
using ILGPU.Backends.EntryPoints;
using ILGPU.IR;
using ILGPU.Runtime.CPU;

namespace IlgpuCnn.Kernels.Devices;

/// <summary>
/// Loads kernels on simulated GPUs, whose threads run a kernel's method as it is. ILGPU would translate and optimize the
/// kernel first, which takes seconds a product, and use nothing of it; and it wakes every thread of the simulated GPU at
/// each launch, which takes milliseconds.
/// </summary>
internal static class SimulatedKernelLoader
{
    private const int WarpSize = 32;

    /// <summary>
    /// Loads a kernel whose threads work in groups, each a thread of the operating system. ILGPU gets the translation of a
    /// kernel that does nothing, and the method beside it.
    /// </summary>
    public static TDelegate LoadGrouped<TDelegate>(
        CPUAccelerator accelerator, MethodInfo kernel, KernelSpecialization groups)
        where TDelegate : Delegate
    {
        Backend backend = BackendOf(accelerator);
        Method nothing = backend.PreCompileKernelMethod(
            EntryPointDescription.FromImplicitlyGroupedKernel(((Action<Index1D>)Nothing).Method));
        CompiledKernel compiled = backend.Compile(
            nothing, EntryPointDescription.FromExplicitlyGroupedKernel(kernel), groups);
        return accelerator.LoadKernel(compiled).CreateLauncherDelegate<TDelegate>();
    }

    /// <summary>
    /// Loads a kernel of independent items, which run on the threads of this program, a warp's one after the other. The
    /// delegate takes the stream, the number of items, and the kernel's other arguments.
    /// </summary>
    public static TDelegate LoadItems<TDelegate>(MethodInfo kernel)
        where TDelegate : Delegate
    {
        ParameterExpression stream = Expression.Parameter(typeof(AcceleratorStream));
        ParameterExpression extent = Expression.Parameter(typeof(Index1D));
        ParameterExpression item = Expression.Parameter(typeof(Index1D));
        ParameterExpression[] arguments =
            [.. kernel.GetParameters().Skip(1).Select(parameter => Expression.Parameter(parameter.ParameterType))];
        Expression run = Expression.Lambda<Action<Index1D>>(Expression.Call(kernel, [item, .. arguments]), item);
        Expression launch = Expression.Call(((Action<Index1D, Action<Index1D>>)Run).Method, extent, run);
        return Expression.Lambda<TDelegate>(launch, [stream, extent, .. arguments]).Compile();
    }

    private static void Run(Index1D extent, Action<Index1D> item) =>
        Parallel.For(0, (extent.X + WarpSize - 1) / WarpSize, warp =>
        {
            int last = Math.Min((warp + 1) * WarpSize, extent.X);
            for (int i = warp * WarpSize; i < last; i++)
                item(i);
        });

    private static void Nothing(Index1D index)
    {
    }

    // ILGPU offers no other way to it.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Backend")]
    private static extern Backend BackendOf(Accelerator accelerator);
}
