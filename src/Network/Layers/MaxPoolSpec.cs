using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Kernels.Ops;

namespace IlgpuCnn.Network.Layers;

/// <summary>
/// Max pooling with a square window that moves by its own size; where the device can, in one layer with the convolution
/// before it.
/// </summary>
/// <param name="Window">Rows and columns of the window.</param>
[Component("max-pool(window=2)", "max pooling with a window that moves by its own size")]
public sealed record MaxPoolSpec(int Window = 2) : LayerSpec
{
    /// <summary>The layer with the arguments of its form, checked.</summary>
    /// <exception cref="InputException">An argument is out of its range.</exception>
    public MaxPoolSpec(ComponentArguments a)
        : this(a.Count("window", 1))
    {
    }

    /// <inheritdoc/>
    public override string Prefix => "pool";

    /// <inheritdoc/>
    public override Layer Create(LayerContext context) =>
        new MaxPoolLayer(context.Name, new MaxPool(context.Device), context.Input.Pool(Window));

    /// <inheritdoc/>
    public override Layer? CreateFused(LayerContext context)
    {
        _ = context.Input.Pool(Window);
        return Window == 2 && context.Previous is ConvolutionLayer conv && PooledConv2D.Suits(context.Device, conv.Shape)
            ? new PooledConvolutionLayer(
                $"{conv.Name}+{context.Name}", conv, new Conv2D(context.Device), new PooledConv2D(context.Device))
            : null;
    }
}
