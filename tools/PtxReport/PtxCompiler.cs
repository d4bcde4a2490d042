using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.PtxReport;

/// <summary>Compiles kernels for NVIDIA GPUs with no driver in sight.</summary>
internal static class PtxCompiler
{
    /// <summary>The text that a driver would get.</summary>
    public static string Compile(KernelSource kernel)
    {
        // A context for each: after one kernel that fails, ILGPU compiles no other in the same context.
        using Context context = Context.Create(
            builder => builder.Optimize(OptimizationLevel.O2).EnableAlgorithms().AddCudaIntrinsics());
        using PTXBackend backend = new(context, CudaArchitecture.SM_80, CudaInstructionSet.ISA_84, null!);
        EntryPointDescription entry = kernel.Groups is null
            ? EntryPointDescription.FromImplicitlyGroupedKernel(kernel.Method)
            : EntryPointDescription.FromExplicitlyGroupedKernel(kernel.Method);
        return CudaKernelLoader.WithoutBranchHints(((PTXCompiledKernel)backend.Compile(entry, kernel.Groups ?? KernelSpecialization.Empty)).PTXAssembly);
    }
}
