using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Network.Checkpoints;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Memory;
using IlgpuCnn.Network.Models;
using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Network.Library;

/// <summary>
/// A network on a device, defined layer by layer in a program: built with new weights, trained by
/// <see cref="Training.Fit"/>, evaluated, saved with its architecture, and loaded again without the code that defined it.
/// Owns its memory on the device; not the device.
/// </summary>
public sealed class Network : IDisposable
{
    internal const int EvaluationBatch = 256;

    private readonly ChannelStatistics statistics;
    private readonly string[] classNames;
    private long step;
    private bool isDisposed;

    private Network(Sequential sequential, ChannelStatistics statistics, string[] classNames, long step)
    {
        Sequential = sequential;
        this.statistics = statistics;
        this.classNames = classNames;
        this.step = step;
    }

    /// <summary>Where it runs.</summary>
    public ComputeDevice Device => Sequential.Device;

    /// <summary>Its layers with their arguments.</summary>
    public NetworkArchitecture Architecture => Sequential.Architecture;

    /// <summary>Trainable numbers.</summary>
    public int ParameterCount => Sequential.Parameters.Count;

    internal Sequential Sequential { get; private set; }

    /// <summary>Builds a network for the images of a data set, with new weights.</summary>
    /// <param name="device">Where it runs.</param>
    /// <param name="data">Whose images it takes and whose classes it tells apart.</param>
    /// <param name="layers">
    /// Describes the layers up to the features; the dense layer that makes a logit a class of them is added behind.
    /// </param>
    /// <param name="initialization">Distribution of the initial weights.</param>
    /// <param name="seed">Seed of the initial weights.</param>
    /// <exception cref="InputException">
    /// A layer does not fit what it gets, the training images' parts don't belong together, or the device's memory is used
    /// up.
    /// </exception>
    public static Network Build(
        ComputeDevice device, ImageData data, Func<SequentialBuilder, SequentialBuilder> layers,
        Initialization initialization = Initialization.GlorotUniform, ulong seed = 1)
    {
        data.Train.Check();
        SequentialBuilder builder = new("network", ImageShape.Of(data.Train));
        NetworkArchitecture architecture = layers(builder).Dense(data.Train.ClassNames.Length).Architecture;
        Sequential sequential = architecture.Build(device, NetworkUse.Evaluation(EvaluationBatch));
        Initializations.Apply(sequential, initialization, seed);
        return new Network(sequential, ChannelStatistics.Of(data.Train), data.Train.ClassNames, 0);
    }

    /// <summary>Loads a network that this class or a run has saved: a file, or a run's folder.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="device">Where it will run.</param>
    /// <exception cref="InputException">
    /// It is missing or damaged, or has a kind of layer that is not registered in <see cref="LayerSpec.Catalog"/>.
    /// </exception>
    public static Network Load(string path, ComputeDevice device)
    {
        Checkpoint checkpoint = Checkpoint.Load(path);
        CheckpointInfo info = checkpoint.Info;
        return new Network(
            checkpoint.Build(device, NetworkUse.Evaluation(EvaluationBatch)),
            new ChannelStatistics(info.Mean, info.Deviation), info.ClassNames, info.Step);
    }

    /// <summary>Loss and accuracy over images of the same size and classes; waits for the device.</summary>
    /// <exception cref="InputException">The images are of another size or have other classes.</exception>
    /// <exception cref="ObjectDisposedException">The network was disposed of.</exception>
    public Evaluation Evaluate(ImageSet images)
    {
        Require(images);
        using DeviceImages onDevice = new(Device, images, statistics.Mean, statistics.Deviation);
        using Evaluator evaluator = new(Sequential, EvaluationBatch);
        return evaluator.Evaluate(onDevice);
    }

    /// <summary>
    /// Saves weights and architecture as safetensors, whole or not at all: weights in PyTorch's names and order, layers
    /// with their arguments in the header.
    /// </summary>
    /// <exception cref="InputException">The file can't be written.</exception>
    /// <exception cref="NotFiniteNumberException">A weight is infinite or NaN; the file stays as it was.</exception>
    /// <exception cref="ObjectDisposedException">The network was disposed of.</exception>
    public void Save(string path)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        Checkpoint.Save(path, Sequential, new CheckpointInfo(
            Architecture.Name, Architecture.Input, Architecture.LayerTexts, classNames, statistics.Mean,
            statistics.Deviation, step, Data: null));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        isDisposed = true;
        Sequential.Dispose();
    }

    /// <summary>Checks that the network can still be used, and for these images.</summary>
    /// <exception cref="InputException">
    /// The images are of another size or have other classes, or their parts don't belong together.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The network was disposed of.</exception>
    internal void Require(ImageSet images)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        images.Check();
        if (ImageShape.Of(images) != Architecture.Input || !images.ClassNames.SequenceEqual(classNames))
        {
            throw new InputException(
                $"The network takes images of {Architecture.Input} and {classNames.Length} classes ({classNames[0]}, …); "
                + $"these are of {ImageShape.Of(images)} and {images.ClassNames.Length} classes.");
        }
    }

    // Goes on with memory that suffices for training.
    internal void Rebuild(NetworkUse use)
    {
        Sequential larger = Architecture.Build(Device, use);
        Sequential.Parameters.Values.CopyTo(Device.Stream, larger.Parameters.Values);
        Device.Synchronize();
        Sequential.Dispose();
        Sequential = larger;
    }

    internal DeviceImages Upload(ImageSet images) => new(Device, images, statistics.Mean, statistics.Deviation);

    internal void Count(long steps) => step += steps;
}
