using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Network.Models;

namespace OwnComponents;

/// <summary>Two convolutions with <see cref="SwishSpec"/> and a dense layer: small enough to try things on.</summary>
/// <param name="Width">Channels of the first convolution; the second has twice as many.</param>
[Component("tiny(width=16)", "two convolutions with swish, average pooling, dense")]
public sealed record TinyNetwork(int Width = 16) : Model
{
    /// <summary>The model with the arguments of its form, checked.</summary>
    public TinyNetwork(ComponentArguments a)
        : this(a.Count("width", 1))
    {
    }

    /// <inheritdoc/>
    protected override void Describe(SequentialBuilder layers, int classes) => layers
        .Conv(Width, 3)
        .Add(new SwishSpec())
        .MaxPool(2)
        .Conv(2 * Width, 3)
        .Add(new SwishSpec())
        .GlobalAveragePool()
        .Dense(classes);
}
