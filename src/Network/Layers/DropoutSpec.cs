using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Ops;

namespace IlgpuCnn.Network.Layers;

/// <summary>Inverted dropout: in training a share of the elements is zeroed and the rest scaled up; else nothing.</summary>
/// <param name="Probability">Share of the elements that are zeroed, in [0, 1).</param>
[Component("dropout(probability=0.5)", "zeroes a share of the elements in training and scales up the rest")]
public sealed record DropoutSpec(double Probability = 0.5) : LayerSpec
{
    /// <summary>The layer with the arguments of its form, checked.</summary>
    /// <exception cref="InputException">An argument is out of its range.</exception>
    public DropoutSpec(ComponentArguments a)
        : this(a.Number("probability", least: 0))
    {
        if (Probability >= 1)
            throw new InputException($"A dropout of probability {Probability} leaves nothing: give one under 1.");
    }

    /// <inheritdoc/>
    public override string Prefix => "dropout";

    /// <inheritdoc/>
    public override Layer Create(LayerContext context) => new DropoutLayer(
        context.Name, new Dropout(context.Device), context.Input, (float)Probability, (uint)context.Index);
}
