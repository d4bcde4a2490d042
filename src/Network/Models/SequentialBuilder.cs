using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Network.Layers;

namespace IlgpuCnn.Network.Models;

/// <summary>
/// Describes a <see cref="Sequential"/> layer by layer; the size of each follows from what stands before it. Names
/// count up by kind: conv1, conv2, pool1, fc1.
/// </summary>
/// <param name="device">Where the network will run.</param>
/// <param name="name">The network's name, for messages and files.</param>
/// <param name="input">Extents of an example.</param>
public sealed class SequentialBuilder(ComputeDevice device, string name, ImageShape input)
{
    private readonly List<Layer> layers = [];
    private readonly Dictionary<string, int> counts = [];
    private uint described;
    private readonly Lazy<Conv2D> conv = new(() => new Conv2D(device));
    private readonly Lazy<PooledConv2D> pooledConv = new(() => new PooledConv2D(device));
    private readonly Lazy<Dense> dense = new(() => new Dense(device));
    private readonly Lazy<MaxPool> maxPool = new(() => new MaxPool(device));
    private readonly Lazy<AveragePool> averagePool = new(() => new AveragePool(device));
    private readonly Lazy<Dropout> dropout = new(() => new Dropout(device));
    private readonly Lazy<Activations> activations = new(() => new Activations(device));

    private ImageShape Current => layers.Count == 0 ? input : layers[^1].Output;

    /// <summary>A convolution with a square kernel and bias.</summary>
    /// <exception cref="InputException">The kernel does not fit what the layer gets.</exception>
    public SequentialBuilder Conv(
        int channels, int kernel, Padding padding, Activation activation = Activation.Identity, int stride = 1,
        int dilation = 1) => Add("conv", id => new ConvolutionLayer(
            id, conv.Value,
            Conv2DShape.Create(
                1, Current.H, Current.W, Current.C, channels, kernel, kernel, padding, stride, dilation),
            activation));

    /// <summary>A dense layer over the flattened input.</summary>
    public SequentialBuilder Dense(int outputs, Activation activation = Activation.Identity) =>
        Add("fc", id => new DenseLayer(id, dense.Value, Current, outputs, activation));

    /// <summary>
    /// Max pooling with a square window that moves by its own size; where the device can, in one layer with the
    /// convolution before it: conv2+pool1.
    /// </summary>
    /// <exception cref="InputException">The window does not fit what the layer gets.</exception>
    public SequentialBuilder MaxPool(int window) => Add("pool", id =>
    {
        PoolShape shape = PoolOf(window);
        if (window != 2 || layers is not [.., ConvolutionLayer conv] || !PooledConv2D.Suits(device, conv.Shape))
            return new MaxPoolLayer(id, maxPool.Value, shape);
        layers.RemoveAt(layers.Count - 1);
        return new PooledConvolutionLayer($"{conv.Name}+{id}", conv, this.conv.Value, pooledConv.Value);
    });

    /// <summary>Average pooling with a square window that moves by its own size.</summary>
    /// <exception cref="InputException">The window does not fit what the layer gets.</exception>
    public SequentialBuilder AveragePool(int window) =>
        Add("pool", id => new AveragePoolLayer(id, averagePool.Value, PoolOf(window)));

    /// <summary>The mean of each channel over the whole image.</summary>
    public SequentialBuilder GlobalAveragePool() =>
        Add("pool", id => new AveragePoolLayer(
            id, averagePool.Value, PoolShape.Global(1, Current.H, Current.W, Current.C)));

    /// <summary>Inverted dropout; a probability of 0 adds no layer.</summary>
    public SequentialBuilder Dropout(double probability) => probability == 0
        ? this
        : Add("dropout", id => new DropoutLayer(id, dropout.Value, Current, (float)probability, described));

    /// <summary>An activation on its own, for where none can be part of the layer before.</summary>
    public SequentialBuilder Activate(Activation activation) =>
        Add("activation", id => new ActivationLayer(id, activations.Value, Current, activation));

    /// <summary>The network, with memory for <paramref name="use"/>.</summary>
    public Sequential Build(NetworkUse use) => new(device, name, layers, use);

    /// <summary>The memory that the network would get, with none allocated.</summary>
    public NetworkPlan Plan(NetworkUse use) => new(layers, use);

    private PoolShape PoolOf(int window) => PoolShape.Create(
        1, Current.H, Current.W, Current.C, window, window, Padding.Valid, window);

    private SequentialBuilder Add(string kind, Func<string, Layer> make)
    {
        counts[kind] = counts.GetValueOrDefault(kind) + 1;
        string id = kind + counts[kind];
        try
        {
            layers.Add(make(id));
        }
        catch (ArgumentException e)
        {
            throw new InputException(
                $"Model '{name}' does not fit images of {input}: layer {id} gets {Current}. {e.Message}", e);
        }

        described++;
        return this;
    }
}
