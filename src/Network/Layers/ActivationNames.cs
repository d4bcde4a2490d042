using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels.Matrix;

namespace IlgpuCnn.Network.Layers;

/// <summary>Activations that can follow a layer in the same launch, by name.</summary>
public static class ActivationNames
{
    /// <summary>All there are.</summary>
    public static Catalog<Activation> Catalog { get; } = new Catalog<Activation>("activation")
        .Register("identity", "y = x", _ => Activation.Identity)
        .Register("relu", "y = max(x, 0)", _ => Activation.Relu)
        .Register("elu", "y = x for x > 0, else eˣ − 1", _ => Activation.Elu);
}
