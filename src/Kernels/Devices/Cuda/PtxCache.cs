using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using ILGPU.Runtime.Cuda;

namespace IlgpuCnn.Kernels.Devices.Cuda;

/// <summary>A compiled kernel as the cache keeps it.</summary>
/// <param name="Text">The PTX, as the driver gets it.</param>
/// <param name="SharedBytes">Static shared memory of a group.</param>
/// <param name="HasDynamicShared">Whether a launch says how much more of it.</param>
internal readonly record struct StoredPtx(string Text, int SharedBytes, bool HasDynamicShared);

/// <summary>
/// PTX of kernels in a folder, a file each, so that ILGPU compiles each once and not at every start: a large product
/// takes it seconds. A file is found by a hash of all that the text depends on, the builds of this program and of ILGPU
/// among them, and holds a hash of itself: a file that is damaged, or half written, counts as absent. Where the folder
/// can't be read or written nothing is kept, and nothing fails.
/// </summary>
internal sealed class PtxCache(string folder)
{
    private static readonly string Builds = string.Join(
        ' ', new[] { typeof(PtxCache).Assembly, typeof(Context).Assembly, typeof(ILGPU.Algorithms.XMath).Assembly }
            .Select(assembly => assembly.ManifestModule.ModuleVersionId));

    /// <summary>The cache of the user, in <see cref="CacheFolder.Default"/>.</summary>
    public static PtxCache Default { get; } = new(Path.Combine(CacheFolder.Default, "kernels"));

    /// <summary>The key of a kernel in the cache: a hash of all that its text depends on.</summary>
    public static string KeyOf(CudaAccelerator accelerator, MethodInfo kernel, KernelSpecialization? groups) => KeyOf(
        accelerator.Context, accelerator.Architecture, accelerator.InstructionSet, kernel, groups);

    /// <summary>The key of a kernel for a GPU of an architecture, whose driver takes an instruction set.</summary>
    public static string KeyOf(
        Context context, CudaArchitecture architecture, CudaInstructionSet instructions, MethodInfo kernel,
        KernelSpecialization? groups) =>
        $"{NameOf(kernel, groups)}; {architecture}; {instructions}; {context.Properties.DebugSymbolsMode}; {Builds}";

    /// <summary>
    /// The name of a kernel, different from all others of this build. A method's own text leaves out what its type
    /// arguments are made of.
    /// </summary>
    public static string NameOf(MethodInfo kernel, KernelSpecialization? groups)
    {
        string types = string.Join(", ", kernel.GetGenericArguments().Select(type => type.ToString()));
        string grouping = groups is { } given
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{given.MaxNumThreadsPerGroup} threads, {given.MinNumGroupsPerMultiprocessor} groups")
            : "items";
        return $"{kernel.DeclaringType}.{kernel.Name}<{types}>; {grouping}";
    }

    /// <summary>The kernel that was kept under a key; null where none was.</summary>
    public StoredPtx? Read(string key)
    {
        try
        {
            string[] parts = File.ReadAllText(PathOf(key)).Split('\n', 3);
            return parts is [string hash, string shared, string text] && hash == Hash(shared + text)
                && shared.Split(' ') is [string bytes, string isDynamic]
                ? new StoredPtx(text, int.Parse(bytes, CultureInfo.InvariantCulture), isDynamic == "dynamic")
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// Keeps a kernel under a key, for all processes at once. Of two processes that compile a kernel at the same time, the
    /// first keeps its text, and both use that: the numbers of labels in it depend on what was compiled before.
    /// </summary>
    /// <returns>What is kept; <paramref name="ptx"/> where nothing can be.</returns>
    public StoredPtx Keep(string key, StoredPtx ptx)
    {
        string shared = string.Create(
            CultureInfo.InvariantCulture, $"{ptx.SharedBytes} {(ptx.HasDynamicShared ? "dynamic" : "static")}");
        string unfinished = $"{PathOf(key)}.{Guid.NewGuid():N}";
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(unfinished, $"{Hash(shared + ptx.Text)}\n{shared}\n{ptx.Text}");
            return Place(unfinished, key, ptx);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next start compiles again.
            Discard(unfinished);
            return ptx;
        }
    }

    private StoredPtx Place(string unfinished, string key, StoredPtx ptx)
    {
        string path = PathOf(key);
        try
        {
            File.Move(unfinished, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            if (Read(key) is { } earlier)
            {
                Discard(unfinished);
                return earlier;
            }

            // It is damaged.
            File.Move(unfinished, path, overwrite: true);
        }

        return ptx;
    }

    private static void Discard(string unfinished)
    {
        try
        {
            File.Delete(unfinished);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nor could it be written, then.
        }
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private string PathOf(string key) => Path.Combine(folder, Hash(key) + ".ptx");
}
