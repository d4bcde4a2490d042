using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Network.Layers;

namespace IlgpuCnn.Network.Models;

/// <summary>Describes a network layer by layer, with no need to know their sizes.</summary>
/// <param name="name">The network's name, for messages and files.</param>
/// <param name="input">Extents of an example.</param>
public sealed class SequentialBuilder(string name, ImageShape input)
{
    private readonly List<LayerSpec> layers = [];

    /// <summary>What has been described so far.</summary>
    public NetworkArchitecture Architecture => new(name, input, [.. layers]);

    /// <summary>Adds a layer of any kind.</summary>
    /// <exception cref="InputException">An argument of the layer is out of its range.</exception>
    public SequentialBuilder Add(LayerSpec layer)
    {
        ComponentWriter.Check(layer);
        layers.Add(layer);
        return this;
    }

    /// <summary>Adds a convolution with a square kernel and bias.</summary>
    /// <param name="channels">Channels on the way out.</param>
    /// <param name="kernel">Rows and columns of the kernel.</param>
    /// <param name="padding">Zeros around the input; none by default.</param>
    /// <param name="activation">What follows in the same launch.</param>
    /// <param name="stride">Pixels between two places of the kernel.</param>
    /// <param name="dilation">Pixels between two elements of the kernel.</param>
    public SequentialBuilder Conv(
        int channels, int kernel, Padding padding = default, Activation activation = Activation.Identity, int stride = 1,
        int dilation = 1) => Add(new ConvolutionSpec(channels, kernel, padding, stride, dilation, activation));

    /// <summary>Adds a dense layer over the flattened input.</summary>
    /// <param name="outputs">Numbers on the way out.</param>
    /// <param name="activation">What follows in the same launch.</param>
    public SequentialBuilder Dense(int outputs, Activation activation = Activation.Identity) =>
        Add(new DenseSpec(outputs, activation));

    /// <summary>
    /// Adds max pooling with a square window that moves by its own size; where the device can, it becomes one layer with
    /// the convolution before it: conv2+pool1.
    /// </summary>
    public SequentialBuilder MaxPool(int window) => Add(new MaxPoolSpec(window));

    /// <summary>Adds average pooling with a square window that moves by its own size.</summary>
    public SequentialBuilder AveragePool(int window) => Add(new AveragePoolSpec(window));

    /// <summary>Adds the mean of each channel over the whole image.</summary>
    public SequentialBuilder GlobalAveragePool() => Add(new GlobalAveragePoolSpec());

    /// <summary>Adds inverted dropout; a probability of 0 adds no layer.</summary>
    public SequentialBuilder Dropout(double probability) => probability == 0 ? this : Add(new DropoutSpec(probability));

    /// <summary>Adds ReLU: to the layer before it where that can have an activation, else in a launch of its own.</summary>
    public SequentialBuilder Relu() => Activate(Activation.Relu);

    /// <summary>Adds ELU: to the layer before it where that can have an activation, else in a launch of its own.</summary>
    public SequentialBuilder Elu() => Activate(Activation.Elu);

    /// <summary>
    /// Adds an activation: to the layer before it where that can have one, else in a launch of its own.
    /// </summary>
    public SequentialBuilder Activate(Activation activation)
    {
        if (layers.Count == 0 || layers[^1].With(activation) is not { } activated)
            return Add(new ActivationSpec(activation));
        layers[^1] = activated;
        return this;
    }
}
