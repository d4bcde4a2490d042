using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Memory;

namespace IlgpuCnn.Network.Models;

/// <summary>
/// A network for any size of image and number of classes. A new one is a record in a file of its own with a
/// <see cref="ComponentAttribute"/>.
/// </summary>
public abstract record Model
{
    /// <summary>All models that can be asked for by name.</summary>
    public static Catalog<Model> Catalog { get; } = new("model");

    /// <summary>The model's name, for messages and files.</summary>
    public virtual string Name => ComponentWriter.Name(this);

    /// <summary>How its weights start unless asked otherwise.</summary>
    public virtual Initialization DefaultInitialization => Initialization.GlorotUniform;

    /// <summary>Its layers for a number of classes.</summary>
    /// <exception cref="InputException">There is no such network.</exception>
    public virtual NetworkArchitecture Architecture(ImageShape input, int classes)
    {
        SequentialBuilder builder = new(Name, input);
        Describe(builder, classes);
        return builder.Architecture;
    }

    /// <summary>Builds the network, all parameters zero.</summary>
    /// <param name="device">Where it will run.</param>
    /// <param name="input">Extents of an example.</param>
    /// <param name="classes">Number of logits.</param>
    /// <param name="use">What its memory must suffice for.</param>
    /// <exception cref="InputException">
    /// It does not fit such examples, has not a logit for each class, or there is no memory for it.
    /// </exception>
    public Sequential Build(ComputeDevice device, ImageShape input, int classes, NetworkUse use)
    {
        NetworkArchitecture architecture = Architecture(input, classes);
        architecture.RequireLogits(device, classes);
        return architecture.Build(device, use);
    }

    /// <summary>Adds the layers, up to the logits.</summary>
    protected abstract void Describe(SequentialBuilder layers, int classes);
}
