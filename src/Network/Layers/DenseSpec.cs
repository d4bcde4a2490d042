using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Matrix;

namespace IlgpuCnn.Network.Layers;

/// <summary>A dense layer over the flattened input, with bias, then an activation in the same launch.</summary>
/// <param name="Outputs">Numbers on the way out.</param>
/// <param name="Activation">What follows.</param>
[Component("dense(outputs=COUNT,activation=identity)", "dense layer with bias, then an activation")]
public sealed record DenseSpec(int Outputs, Activation Activation = Activation.Identity) : LayerSpec
{
    /// <summary>The layer with the arguments of its form, checked.</summary>
    /// <exception cref="InputException">An argument is out of its range.</exception>
    public DenseSpec(ComponentArguments a)
        : this(a.Count("outputs", 1), a.OneOf("activation", ActivationNames.Catalog))
    {
    }

    /// <inheritdoc/>
    public override string Prefix => "fc";

    /// <inheritdoc/>
    public override Layer Create(LayerContext context) =>
        new DenseLayer(context.Name, new Dense(context.Device), context.Input, Outputs, Activation);

    /// <inheritdoc/>
    public override LayerSpec? With(Activation activation) =>
        Activation == Activation.Identity ? this with { Activation = activation } : null;
}
