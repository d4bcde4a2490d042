using System.Collections.Concurrent;
using ILGPU.Runtime.Cuda;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Devices.Cuda;

namespace IlgpuCnn.PtxReport;

/// <summary>
/// Compiles kernels for NVIDIA GPUs with no driver in sight, each once. Kernels of a family share an ILGPU context, which
/// translates the methods they have in common once: that takes longer than what is left of most kernels. A context keeps
/// all it ever translated, a gigabyte and more for a family, and is closed when one of another family is compiled: so
/// callers go family by family.
/// </summary>
internal static class PtxCompiler
{
    private static readonly ConcurrentDictionary<string, Lazy<Dictionary<CudaArchitecture, (string Key, StoredPtx Ptx)>>>
        Compiled = new();
    private static readonly List<KernelFamily> Open = []; // one, and those that threads still compile

    /// <summary>The text that a GPU's driver would get, for one of <see cref="Assembler.Architectures"/>.</summary>
    public static string Compile(KernelSource kernel, CudaArchitecture architecture) =>
        Of(kernel)[architecture].Ptx.Text;

    /// <summary>Puts a kernel into a cache, where devices find it whose driver takes PTX 8.4, that of CUDA 12.4.</summary>
    public static void Keep(KernelSource kernel, PtxCache cache)
    {
        foreach ((string key, StoredPtx ptx) in Of(kernel).Values)
            cache.Keep(key, ptx);
    }

    /// <summary>Closes all contexts and keeps the texts.</summary>
    public static void Close() => CloseAllBut(null);

    private static Dictionary<CudaArchitecture, (string Key, StoredPtx Ptx)> Of(KernelSource kernel) => Compiled.GetOrAdd(
        kernel.Name,
        _ => new Lazy<Dictionary<CudaArchitecture, (string Key, StoredPtx Ptx)>>(() => CompileNow(kernel))).Value;

    private static Dictionary<CudaArchitecture, (string Key, StoredPtx Ptx)> CompileNow(KernelSource kernel)
    {
        KernelFamily family = Enter(kernel.Family);
        try
        {
            return family.Compile(kernel, Assembler.Architectures);
        }
        finally
        {
            lock (Open)
                family.Users--;
        }
    }

    private static KernelFamily Enter(Precision? precision)
    {
        lock (Open)
        {
            KernelFamily? family = Open.Find(open => open.Precision == precision);
            CloseAllBut(family);
            if (family is null)
                Open.Add(family = new KernelFamily(precision));
            family.Users++;
            return family;
        }
    }

    // Those in use are closed by who comes later.
    private static void CloseAllBut(KernelFamily? kept)
    {
        lock (Open)
        {
            foreach (KernelFamily idle in Open.Where(family => family != kept && family.Users == 0).ToArray())
            {
                Open.Remove(idle);
                idle.Dispose();
            }
        }
    }
}
