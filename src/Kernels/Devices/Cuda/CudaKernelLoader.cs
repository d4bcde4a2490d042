using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
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
        return WithLineInfo(accelerator.LoadKernel(compiled), compiled).CreateLauncherDelegate<TDelegate>();
    }

    /// <summary>Loads a kernel of independent items.</summary>
    public static TDelegate Load<TDelegate>(CudaAccelerator accelerator, MethodInfo kernel)
        where TDelegate : Delegate
    {
        PTXCompiledKernel compiled = Compile(
            accelerator, EntryPointDescription.FromImplicitlyGroupedKernel(kernel), KernelSpecialization.Empty);
        return WithLineInfo(accelerator.LoadAutoGroupedKernel(compiled), compiled)
            .CreateLauncherDelegate<TDelegate>();
    }

    /// <summary>The text that the driver gets.</summary>
    public static string WithoutBranchHints(string ptx) => UniformBranch().Replace(ptx, "$1bra");

    /// <summary>
    /// Has ILGPU write the lines of the C# source into the text, and the driver keep them in the machine code. ILGPU's
    /// own method for the former does nothing in version 1.5.3.
    /// </summary>
    public static void KeepSourceLines(Context.Builder builder) => typeof(ContextProperties)
        .GetProperty(nameof(ContextProperties.DebugSymbolsMode))!
        .SetValue(builder, DebugSymbolsMode.KernelSourceAnnotations);

    private static PTXCompiledKernel Compile(
        CudaAccelerator accelerator, EntryPointDescription entry, KernelSpecialization specialization)
    {
        PTXCompiledKernel compiled = (PTXCompiledKernel)accelerator.CompileKernel(entry, specialization);
        ref string text = ref Text(compiled);
        // ILGPU asks for a debug build along with the lines, which the driver would not optimize.
        text = DebugTarget().Replace(WithoutBranchHints(text), "$1");
        return compiled;
    }

    // ILGPU loads with options of its own; a second time, with the one that keeps the lines.
    private static unsafe CudaKernel WithLineInfo(Kernel loaded, PTXCompiledKernel compiled)
    {
        CudaKernel kernel = (CudaKernel)loaded;
        string text = compiled.PTXAssembly;
        if (!text.Contains("\t.loc", StringComparison.Ordinal) && !text.Contains(".loc ", StringComparison.Ordinal))
            return kernel;
        int option = CudaDriver.JitGenerateLineInfo;
        void* value = (void*)1;
        nint module;
        fixed (byte* ptx = Encoding.UTF8.GetBytes(text + "\0"))
        {
            CudaDriver.Check(
                CudaDriver.cuModuleLoadDataEx(out module, ptx, 1, &option, &value), "load a kernel with its source lines");
        }

        string name = EntryPoint().Match(text).Groups[1].Value;
        CudaDriver.Check(CudaDriver.cuModuleGetFunction(out nint function, module, name), $"find the kernel {name}");
        CudaDriver.Check(CudaDriver.cuModuleUnload(Module(kernel)), "unload a kernel");
        Module(kernel) = module;
        Function(kernel) = function;
        return kernel;
    }

    // ILGPU offers no other way to change what it loads.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<PTXAssembly>k__BackingField")]
    private static extern ref string Text(PTXCompiledKernel kernel);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "modulePtr")]
    private static extern ref nint Module(CudaKernel kernel);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "functionPtr")]
    private static extern ref nint Function(CudaKernel kernel);

    [GeneratedRegex(@"(?m)^(\.target sm_\d+a?), debug\s*$")]
    private static partial Regex DebugTarget();

    [GeneratedRegex(@"\.entry (\w+)")]
    private static partial Regex EntryPoint();

    [GeneratedRegex(@"(@!?%p\d+ )bra\.uni\b")]
    private static partial Regex UniformBranch();
}
