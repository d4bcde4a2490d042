using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix;

namespace IlgpuCnn.Network.Layers;

/// <summary>Where in a network a layer is made.</summary>
/// <param name="Device">Where it will run.</param>
/// <param name="Name">Its name in messages and files: conv1.</param>
/// <param name="Input">Extents of an example on the way in.</param>
/// <param name="Index">Number of the description in its network, from 0.</param>
/// <param name="Previous">The layer before it; null for the first.</param>
public sealed record LayerContext(ComputeDevice Device, string Name, ImageShape Input, int Index, Layer? Previous);

/// <summary>
/// One layer as it is described, before there is a device or a size: what a network's architecture consists of. A new
/// kind of layer is a record in a file of its own with a <see cref="ComponentAttribute"/>, beside the
/// <see cref="Layer"/> that it makes.
/// </summary>
public abstract record LayerSpec
{
    /// <summary>All kinds of layers, by the names that they have in checkpoints.</summary>
    public static Catalog<LayerSpec> Catalog { get; } = new("layer");

    /// <summary>What layers of this kind are called, in front of their number: conv.</summary>
    public abstract string Prefix { get; }

    /// <summary>Makes the layer.</summary>
    /// <exception cref="ArgumentException">It does not fit its input.</exception>
    public abstract Layer Create(LayerContext context);

    /// <summary>Makes one layer that does what the layer before it and this one would do; null where there is none.</summary>
    /// <exception cref="ArgumentException">It does not fit its input.</exception>
    public virtual Layer? CreateFused(LayerContext context) => null;

    /// <summary>This layer followed by an activation in the same launch; null where it can't have one.</summary>
    public virtual LayerSpec? With(Activation activation) => null;
}
