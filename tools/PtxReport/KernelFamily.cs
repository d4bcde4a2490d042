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

    /// <summary>What the drivers of these architectures get of a kernel, each under its key in the cache of kernels.</summary>
    public Dictionary<CudaArchitecture, (string Key, StoredPtx Ptx)> Compile(
        KernelSource kernel, IEnumerable<CudaArchitecture> architectures)
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
                PTXCompiledKernel compiled =
                    (PTXCompiledKernel)backend.Compile(entry, kernel.Groups ?? KernelSpecialization.Empty);
                return architectures.ToDictionary(architecture => architecture, architecture => (
                    PtxCache.KeyOf(context, architecture, backend.InstructionSet, kernel.Method, kernel.Groups),
                    CudaKernelLoader.Stored(compiled, architecture)));
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
