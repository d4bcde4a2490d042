using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.Cuda;

namespace IlgpuCnn.Kernels;

/// <summary>
/// Compiles kernels for NVIDIA GPUs and loads them, with one change to ILGPU's text: it marks the branches at the end of
/// loops as uniform, which keeps the driver's assembler from unrolling them, and so from keeping small arrays in
/// registers. The mark is a hint: without it the program means the same.
/// </summary>
internal static partial class CudaKernelLoader
{
    /// <summary>Loads a kernel that says how its threads are grouped.</summary>
    public static TDelegate LoadGrouped<TDelegate>(
        CudaAccelerator accelerator, MethodInfo kernel, KernelSpecialization groups)
        where TDelegate : Delegate
    {
        PTXCompiledKernel compiled = Compile(
            accelerator, EntryPointDescription.FromExplicitlyGroupedKernel(kernel), groups);
        return accelerator.LoadKernel(compiled).CreateLauncherDelegate<TDelegate>();
    }

    /// <summary>Loads a kernel of independent items.</summary>
    public static TDelegate Load<TDelegate>(CudaAccelerator accelerator, MethodInfo kernel)
        where TDelegate : Delegate
    {
        PTXCompiledKernel compiled = Compile(
            accelerator, EntryPointDescription.FromImplicitlyGroupedKernel(kernel), KernelSpecialization.Empty);
        return accelerator.LoadAutoGroupedKernel(compiled).CreateLauncherDelegate<TDelegate>();
    }

    /// <summary>The text that the driver gets.</summary>
    public static string WithoutBranchHints(string ptx) => UniformBranch().Replace(ptx, "$1bra");

    private static PTXCompiledKernel Compile(
        CudaAccelerator accelerator, EntryPointDescription entry, KernelSpecialization specialization)
    {
        PTXCompiledKernel compiled = (PTXCompiledKernel)accelerator.CompileKernel(entry, specialization);
        ref string text = ref Text(compiled);
        text = WithoutBranchHints(text);
        return compiled;
    }

    // ILGPU offers no other way to change what it loads.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<PTXAssembly>k__BackingField")]
    private static extern ref string Text(PTXCompiledKernel kernel);

    [GeneratedRegex(@"(@!?%p\d+ )bra\.uni\b")]
    private static partial Regex UniformBranch();
}
