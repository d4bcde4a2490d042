namespace IlgpuCnn.Kernels.Devices;

/// <summary>The precisions by name.</summary>
public static class Precisions
{
    private static readonly Dictionary<string, Precision> Known = new()
    {
        ["fp32"] = Precision.Fp32,
        ["tf32"] = Precision.Tf32,
        ["bf16"] = Precision.Bf16,
    };

    /// <summary>The names of all precisions.</summary>
    public static IReadOnlyCollection<string> Names => Known.Keys;

    /// <summary>The precision of a name.</summary>
    /// <exception cref="InputException">There is no precision of that name.</exception>
    public static Precision Find(string name) => Known.TryGetValue(name, out Precision precision)
        ? precision
        : throw new InputException($"Unknown precision '{name}': choose {string.Join(", ", Names)}.");
}
