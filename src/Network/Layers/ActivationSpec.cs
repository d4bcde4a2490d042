using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Matrix;

namespace IlgpuCnn.Network.Layers;

/// <summary>An activation in a launch of its own, where none can be part of the layer before.</summary>
/// <param name="Kind">Which.</param>
[Component("activation(kind=relu)", "an activation in a launch of its own")]
public sealed record ActivationSpec(Activation Kind = Activation.Relu) : LayerSpec
{
    /// <summary>The layer with the arguments of its form, checked.</summary>
    /// <exception cref="InputException">The activation is unknown.</exception>
    public ActivationSpec(ComponentArguments a)
        : this(a.OneOf("kind", ActivationNames.Catalog))
    {
    }

    /// <inheritdoc/>
    public override string Prefix => "activation";

    /// <inheritdoc/>
    public override Layer Create(LayerContext context) =>
        new ActivationLayer(context.Name, new Activations(context.Device), context.Input, Kind);
}
