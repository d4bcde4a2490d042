namespace IlgpuCnn.Kernels.Devices;

/// <summary>Names of the precisions.</summary>
public static class Precisions
{
    private static readonly Dictionary<string, Precision> Known = new()
    {
        ["fp32"] = Precision.Fp32,
        ["tf32"] = Precision.Tf32,
        ["bf16"] = Precision.Bf16,
    };

    /// <summary>All names.</summary>
    public static IReadOnlyCollection<string> Names => Known.Keys;

    /// <summary>By name.</summary>
    /// <exception cref="InputException">Unknown.</exception>
    public static Precision Find(string name) => Known.TryGetValue(name, out Precision precision)
        ? precision
        : throw new InputException($"Unknown precision '{name}': choose {string.Join(", ", Names)}.");
}
