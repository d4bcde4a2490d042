using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Layers;

namespace IlgpuCnn.Network.Models;

/// <summary>A model that is one network, described in a program or read from a file.</summary>
/// <param name="Described">The network.</param>
public sealed record DescribedModel(NetworkArchitecture Described) : Model
{
    /// <inheritdoc/>
    public override string Name => Described.Name;

    /// <inheritdoc/>
    /// <exception cref="InputException">The network takes other images or has another number of classes.</exception>
    public override NetworkArchitecture Architecture(ImageShape input, int classes) => input == Described.Input
        ? Described
        : throw new InputException($"Network '{Name}' takes images of {Described.Input}; these are {input}.");

    /// <summary>The network's name.</summary>
    public override string ToString() => Name;

    /// <inheritdoc/>
    protected override void Describe(SequentialBuilder layers, int classes)
    {
        foreach (LayerSpec layer in Described.Layers)
            layers.Add(layer);
    }
}
