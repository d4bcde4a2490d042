using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Network.Memory;

namespace IlgpuCnn.Network.Layers;

/// <summary>
/// A network as it is described: the size of an example and the layers, first to last. It needs no device, can be stored
/// and read back, and from it networks are built. The size of each layer follows from what stands before it.
/// </summary>
/// <param name="Name">The network's name, for messages and files.</param>
/// <param name="Input">Extents of an example.</param>
/// <param name="Layers">The layers, up to the logits.</param>
public sealed record NetworkArchitecture(string Name, ImageShape Input, IReadOnlyList<LayerSpec> Layers)
{
    /// <summary>Each layer as a text by which <see cref="LayerSpec.Catalog"/> makes it again.</summary>
    public IReadOnlyList<string> LayerTexts => [.. Layers.Select(layer => ComponentWriter.Text(layer))];

    /// <summary>Reads back what <see cref="LayerTexts"/> gave.</summary>
    /// <exception cref="InputException">A kind of layer is unknown, or an argument is out of its range.</exception>
    public static NetworkArchitecture Read(string name, ImageShape input, IEnumerable<string> layers) =>
        new(name, input, [.. layers.Select(layer => LayerSpec.Catalog.Parse(layer).Value)]);

    /// <summary>Builds the network, all parameters zero, with memory for <paramref name="use"/>.</summary>
    /// <exception cref="InputException">A layer does not fit what it gets, or there is no memory for them.</exception>
    public Sequential Build(ComputeDevice device, NetworkUse use) => new(device, this, Create(device), use);

    /// <summary>The memory that <see cref="Build"/> would give the network, with none allocated.</summary>
    /// <exception cref="InputException">A layer does not fit what it gets.</exception>
    public NetworkMemory MemoryFor(ComputeDevice device, NetworkUse use)
    {
        List<Layer> layers = Create(device);
        return Sequential.MemoryOf(layers, use, GradientParts.Of(device, layers, use.TrainingBatch));
    }

    /// <summary>Work that engines get in the passes of a use, for whole batches and smaller ones.</summary>
    /// <exception cref="InputException">A layer does not fit what it gets.</exception>
    public IEnumerable<Kernels.Matrix.MatrixWork> MatrixWork(ComputeDevice device, NetworkUse use) =>
        Sequential.MatrixWorkOf(Create(device), use);

    /// <summary>What each layer takes, as it would be made on a device, which may make one of two.</summary>
    /// <exception cref="InputException">A layer does not fit what it gets.</exception>
    public IReadOnlyList<LayerCost> Costs(ComputeDevice device) => [.. Create(device).Select(LayerCost.Of)];

    /// <summary>Checks that there is a logit for each class.</summary>
    /// <param name="device">A device that has its kernels.</param>
    /// <param name="classes">Number of classes.</param>
    /// <exception cref="InputException">There are more or fewer, or a layer does not fit what it gets.</exception>
    public void RequireLogits(ComputeDevice device, int classes)
    {
        int logits = Layers.Count == 0 ? Input.Length : Create(device)[^1].Output.Length;
        if (logits != classes)
        {
            throw new InputException(
                $"Model '{Name}' gives {logits} numbers for an image, and there are {classes} classes: its last layer must "
                + "give one for each.");
        }
    }

    // Names count up by kind: conv1, conv2, pool1, fc1.
    private List<Layer> Create(ComputeDevice device)
    {
        List<Layer> made = [];
        Dictionary<string, int> counts = [];
        for (int i = 0; i < Layers.Count; i++)
        {
            LayerSpec spec = Layers[i];
            counts[spec.Prefix] = counts.GetValueOrDefault(spec.Prefix) + 1;
            Layer? previous = made.Count == 0 ? null : made[^1];
            LayerContext context = new(device, $"{spec.Prefix}{counts[spec.Prefix]}", previous?.Output ?? Input, i, previous);
            try
            {
                if (spec.CreateFused(context) is { } fused)
                    made[^1] = fused;
                else
                    made.Add(spec.Create(context));
            }
            catch (ArgumentException e)
            {
                throw new InputException(
                    $"Model '{Name}' does not fit images of {Input}: layer {context.Name} gets {context.Input}. "
                    + e.Message, e);
            }
        }

        return made;
    }
}
