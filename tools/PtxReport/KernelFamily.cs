using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Devices.Cuda;

namespace IlgpuCnn.PtxReport;

/// <summary>Kernels that are compiled in one context, one after the other.</summary>
/// <param name="precision">Products in this precision; all that are no products when null.</param>
internal sealed class KernelFamily(Precision? precision) : IDisposable
{
    private readonly Lock compiling = new();
    private Context? context;

    /// <summary>Of the products.</summary>
    public Precision? Precision { get; } = precision;

    /// <summary>Threads that compile, or wait for it.</summary>
    public int Users { get; set; }

    /// <summary>What ILGPU makes of a kernel, for every GPU.</summary>
    public string Compile(KernelSource kernel)
    {
        lock (compiling)
        {
            context ??= Context.Create(
                builder => builder.Optimize(OptimizationLevel.O2).EnableAlgorithms().AddCudaIntrinsics());
            try
            {
                using PTXBackend backend = new(context, CudaArchitecture.SM_80, CudaInstructionSet.ISA_84, null!);
                EntryPointDescription entry = kernel.Groups is null
                    ? EntryPointDescription.FromImplicitlyGroupedKernel(kernel.Method)
                    : EntryPointDescription.FromExplicitlyGroupedKernel(kernel.Method);
                return ((PTXCompiledKernel)backend.Compile(entry, kernel.Groups ?? KernelSpecialization.Empty))
                    .PTXAssembly;
            }
            catch
            {
                // It would compile no other.
                Dispose();
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        context?.Dispose();
        context = null;
    }
}
