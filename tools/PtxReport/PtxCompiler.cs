using System.Collections.Concurrent;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using IlgpuCnn.Kernels.Devices.Cuda;

namespace IlgpuCnn.PtxReport;

/// <summary>Compiles kernels for NVIDIA GPUs with no driver in sight, each once.</summary>
internal static class PtxCompiler
{
    private static readonly ConcurrentDictionary<string, Lazy<string>> Texts = new();
    private static readonly ConcurrentBag<Context> Idle = [];

    /// <summary>The text that a GPU's driver would get.</summary>
    public static string Compile(KernelSource kernel, CudaArchitecture architecture) => PtxRewriter.Rewrite(
        Texts.GetOrAdd(kernel.Name, _ => new Lazy<string>(() => CompileNow(kernel))).Value, architecture);

    private static string CompileNow(KernelSource kernel)
    {
        // A context takes longer to make than most kernels to compile. One in which a kernel failed compiles no other.
        if (!Idle.TryTake(out Context? context))
        {
            context = Context.Create(
                builder => builder.Optimize(OptimizationLevel.O2).EnableAlgorithms().AddCudaIntrinsics());
        }

        using PTXBackend backend = new(context, CudaArchitecture.SM_80, CudaInstructionSet.ISA_84, null!);
        EntryPointDescription entry = kernel.Groups is null
            ? EntryPointDescription.FromImplicitlyGroupedKernel(kernel.Method)
            : EntryPointDescription.FromExplicitlyGroupedKernel(kernel.Method);
        string ptx = ((PTXCompiledKernel)backend.Compile(entry, kernel.Groups ?? KernelSpecialization.Empty)).PTXAssembly;
        Idle.Add(context);
        return ptx;
    }
}
