using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using ILGPU.Backends;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.Cuda;

namespace IlgpuCnn.Kernels.Devices.Cuda;

/// <summary>
/// The compiler and loader of kernels for NVIDIA GPUs, with the changes to ILGPU's text that <see cref="PtxRewriter"/>
/// makes.
/// </summary>
internal static partial class CudaKernelLoader
{
    /// <summary>
    /// Threads of a group of a kernel of independent items. The driver would recommend 768 or 1,024, with which a sum
    /// of a few thousand items keeps a handful of multiprocessors busy and leaves the others idle. 128 are the fewest
    /// by which a multiprocessor can still be filled: from compute capability 8.0 on one holds 1,536 or 2,048 threads
    /// and at least 16 groups. So no launch runs fewer threads at once than in larger groups, and small ones spread as
    /// far as they can.
    /// </summary>
    private const int ItemGroup = 128;

    /// <summary>Loads a kernel, compiled now or read from the cache.</summary>
    /// <param name="accelerator">The GPU.</param>
    /// <param name="kernel">The kernel's method.</param>
    /// <param name="groups">How its threads are grouped; null for a kernel of independent items.</param>
    public static CudaKernel Load(CudaAccelerator accelerator, MethodInfo kernel, KernelSpecialization? groups)
    {
        PTXCompiledKernel compiled = Compiled(accelerator, kernel, groups);
        Kernel loaded = groups is null
            ? accelerator.LoadImplicitlyGroupedKernel(compiled, ItemGroup)
            : accelerator.LoadKernel(compiled);
        return WithLineInfo(loaded, compiled);
    }

    /// <summary>The registers and memory that the driver's assembler gave a kernel.</summary>
    public static KernelResources ResourcesOf(CudaKernel kernel)
    {
        return new KernelResources(
            Of(CudaDriver.FunctionRegisters), Of(CudaDriver.FunctionLocalBytes), Of(CudaDriver.FunctionSharedBytes));

        int Of(int attribute)
        {
            CudaDriver.Check(
                CudaDriver.cuFuncGetAttribute(out int value, attribute, Function(kernel)), "read a kernel's attributes");
            return value;
        }
    }

    /// <summary>
    /// Has ILGPU write the lines of the C# source into the text, and the driver keep them in the machine code. ILGPU's
    /// own method for the former does nothing in version 1.5.3.
    /// </summary>
    public static void KeepSourceLines(Context.Builder builder) => typeof(ContextProperties)
        .GetProperty(nameof(ContextProperties.DebugSymbolsMode))!
        .SetValue(builder, DebugSymbolsMode.KernelSourceAnnotations);

    /// <summary>A kernel as ILGPU has just compiled it, with the text that a GPU's driver gets.</summary>
    public static StoredPtx Stored(PTXCompiledKernel compiled, CudaArchitecture architecture)
    {
        SharedMemorySpecification used = EntryPointOf(compiled).SharedMemory;
        return new StoredPtx(
            PtxRewriter.Rewrite(compiled.PTXAssembly, architecture), used.StaticSize, used.HasDynamicMemory);
    }

    private static PTXCompiledKernel Compiled(
        CudaAccelerator accelerator, MethodInfo kernel, KernelSpecialization? groups)
    {
        EntryPointDescription entry = groups is null
            ? EntryPointDescription.FromImplicitlyGroupedKernel(kernel)
            : EntryPointDescription.FromExplicitlyGroupedKernel(kernel);
        KernelSpecialization specialization = groups ?? KernelSpecialization.Empty;
        string key = PtxCache.KeyOf(accelerator, kernel, groups);
        if (PtxCache.Default.Read(key) is { } kept)
        {
            SharedMemorySpecification shared = new(kept.SharedBytes, kept.HasDynamicShared);
            return NewCompiledKernel(
                accelerator.Context, new EntryPoint(entry, shared, specialization), null, kept.Text);
        }

        PTXCompiledKernel compiled = (PTXCompiledKernel)accelerator.CompileKernel(entry, specialization);
        Text(compiled) = PtxCache.Default.Keep(key, Stored(compiled, accelerator.Architecture)).Text;
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

    // ILGPU offers no other way to load what it did not compile, or to change what it loads.
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern PTXCompiledKernel NewCompiledKernel(
        Context context, EntryPoint entryPoint, CompiledKernel.KernelInfo? info, string text);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_EntryPoint")]
    private static extern EntryPoint EntryPointOf(CompiledKernel kernel);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<PTXAssembly>k__BackingField")]
    private static extern ref string Text(PTXCompiledKernel kernel);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "modulePtr")]
    private static extern ref nint Module(CudaKernel kernel);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "functionPtr")]
    private static extern ref nint Function(CudaKernel kernel);

    [GeneratedRegex(@"\.entry (\w+)")]
    private static partial Regex EntryPoint();
}
