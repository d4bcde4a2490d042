using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Models;

/// <summary>The networks that can be asked for by name.</summary>
public static class ModelRegistry
{
    private static readonly Dictionary<string, Model> Known =
        new Model[] { Seed.Standard, Seed.Wide, SmallMammals.Model }.ToDictionary(model => model.Name);

    /// <summary>All names.</summary>
    public static IReadOnlyCollection<string> Names => Known.Keys;

    /// <summary>The model of a name.</summary>
    /// <exception cref="InputException">Unknown; the message names the nearest.</exception>
    public static Model Find(string name) => KnownNames.Find("model", name, Known);
}
