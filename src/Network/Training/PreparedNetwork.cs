using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Memory;
using IlgpuCnn.Network.Models;

namespace IlgpuCnn.Network.Training;

/// <summary>
/// A network that is ready to be trained, beside its training images on the same device, normalised by their own
/// statistics. Owns both; not the device.
/// </summary>
public sealed class PreparedNetwork : IDisposable
{
    private readonly Initialization initialization;

    /// <summary>Uploads the images, builds the network and draws its weights.</summary>
    /// <param name="device">Where.</param>
    /// <param name="images">What it is trained on.</param>
    /// <param name="recipe">Which network, with which seed.</param>
    /// <param name="evaluationBatch">Most examples of an evaluation's pass between steps; 0 for none.</param>
    /// <exception cref="InputException">The images don't suit the network, or the device's memory is used up.</exception>
    public PreparedNetwork(ComputeDevice device, ImageSet images, TrainingRecipe recipe, int evaluationBatch = 0)
    {
        NetworkArchitecture architecture = ArchitectureOf(device, images, recipe);
        NetworkUse use = UseOf(images, recipe, evaluationBatch);
        initialization = recipe.Initialization ?? recipe.Model.Value.DefaultInitialization;
        Statistics = ChannelStatistics.Of(images);
        Images = Upload(device, images);
        Network = architecture.Build(device, use);
        Initialize(recipe.Seed);
    }

    /// <summary>The network.</summary>
    public Sequential Network { get; }

    /// <summary>The training images.</summary>
    public DeviceImages Images { get; }

    /// <summary>Mean and deviation of the training images, by which all images are normalised.</summary>
    public ChannelStatistics Statistics { get; }

    /// <summary>The network that a recipe has for images.</summary>
    /// <param name="device">Where it will be built.</param>
    /// <param name="images">The images.</param>
    /// <param name="recipe">Which network.</param>
    /// <exception cref="InputException">There is no such network, or it has more or fewer logits than classes.</exception>
    public static NetworkArchitecture ArchitectureOf(ComputeDevice device, ImageSet images, TrainingRecipe recipe)
    {
        NetworkArchitecture architecture = recipe.Model.Value.Architecture(ImageShape.Of(images), images.ClassNames.Length);
        architecture.RequireLogits(device, images.ClassNames.Length);
        return architecture;
    }

    /// <summary>What the network must have memory for.</summary>
    public static NetworkUse UseOf(ImageSet images, TrainingRecipe recipe, int evaluationBatch) =>
        recipe.Optimizer.Value.UseFor(Math.Min(recipe.BatchSize, images.Count), evaluationBatch);

    /// <summary>Draws the weights anew.</summary>
    /// <param name="seed">The seed.</param>
    public void Initialize(ulong seed) => Initializations.Apply(Network, initialization, seed);

    /// <summary>Copies other images to the device, to be normalised as the training images are. The caller owns them.</summary>
    /// <exception cref="InputException">The device's memory is used up.</exception>
    public DeviceImages Upload(ImageSet images) => Upload(Network.Device, images);

    /// <inheritdoc/>
    public void Dispose()
    {
        Network.Dispose();
        Images.Dispose();
    }

    private DeviceImages Upload(ComputeDevice device, ImageSet images) =>
        new(device, images, Statistics.Mean, Statistics.Deviation);
}
