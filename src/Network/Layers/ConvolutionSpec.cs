using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Matrix;

namespace IlgpuCnn.Network.Layers;

/// <summary>A 2-D convolution with a square kernel and bias, then an activation in the same launch.</summary>
/// <param name="Channels">Channels on the way out.</param>
/// <param name="Kernel">Rows and columns of the kernel.</param>
/// <param name="Padding">Zeros around the input.</param>
/// <param name="Stride">Pixels between two places of the kernel.</param>
/// <param name="Dilation">Pixels between two elements of the kernel.</param>
/// <param name="Activation">What follows.</param>
[Component(
    "conv(channels=COUNT,kernel=COUNT,padding=valid,stride=1,dilation=1,activation=identity)",
    "2-D convolution with bias, then an activation")]
public sealed record ConvolutionSpec(
    int Channels, int Kernel, Padding Padding = default, int Stride = 1, int Dilation = 1,
    Activation Activation = Activation.Identity) : LayerSpec
{
    /// <summary>The layer with the arguments of its form, checked.</summary>
    /// <exception cref="InputException">An argument is out of its range.</exception>
    public ConvolutionSpec(ComponentArguments a)
        : this(
            a.Count("channels", 1), a.Count("kernel", 1), PaddingText.Read(a, "padding"), a.Count("stride", 1),
            a.Count("dilation", 1), a.OneOf("activation", ActivationNames.Catalog))
    {
    }

    /// <inheritdoc/>
    public override string Prefix => "conv";

    /// <inheritdoc/>
    public override Layer Create(LayerContext context)
    {
        ImageShape input = context.Input;
        return new ConvolutionLayer(
            context.Name, new Conv2D(context.Device),
            Conv2DShape.Create(1, input.H, input.W, input.C, Channels, Kernel, Kernel, Padding, Stride, Dilation),
            Activation);
    }

    /// <inheritdoc/>
    public override LayerSpec? With(Activation activation) =>
        Activation == Activation.Identity ? this with { Activation = activation } : null;
}
