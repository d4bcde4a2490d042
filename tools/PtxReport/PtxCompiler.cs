using System.Collections.Concurrent;
using ILGPU.Runtime.Cuda;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Devices.Cuda;

namespace IlgpuCnn.PtxReport;

/// <summary>
/// Compiles kernels for NVIDIA GPUs with no driver in sight, each once. Kernels of a family share an ILGPU context, which
/// translates the methods they have in common once: that takes longer than what is left of most kernels. A context keeps
/// all it ever translated, a gigabyte and more for a family, so that those of the latest two families are kept only.
/// </summary>
internal static class PtxCompiler
{
    private const int MostFamilies = 2;

    private static readonly ConcurrentDictionary<string, Lazy<string>> Texts = new();
    private static readonly List<KernelFamily> Open = []; // the latest last

    /// <summary>The text that a GPU's driver would get.</summary>
    public static string Compile(KernelSource kernel, CudaArchitecture architecture) => PtxRewriter.Rewrite(
        Texts.GetOrAdd(kernel.Name, _ => new Lazy<string>(() => CompileNow(kernel))).Value, architecture);

    /// <summary>Closes all contexts and keeps the texts.</summary>
    public static void Close() => CloseAllBut(0);

    private static string CompileNow(KernelSource kernel)
    {
        KernelFamily family = Enter(kernel.Variant?.Tile.Precision);
        try
        {
            return family.Compile(kernel);
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
            KernelFamily family = Open.Find(open => open.Precision == precision) ?? new KernelFamily(precision);
            family.Users++;
            Open.Remove(family);
            Open.Add(family);
            CloseAllBut(MostFamilies);
            return family;
        }
    }

    // Those in use are closed by who comes later.
    private static void CloseAllBut(int most)
    {
        lock (Open)
        {
            while (Open.Count > most && Open.Find(family => family.Users == 0) is { } idle)
            {
                Open.Remove(idle);
                idle.Dispose();
            }
        }
    }
}
