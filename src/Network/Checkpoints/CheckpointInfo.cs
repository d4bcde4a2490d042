using System.Text.Json.Serialization;
using IlgpuCnn.Network.Layers;

namespace IlgpuCnn.Network.Checkpoints;

/// <summary>What a checkpoint says of itself beside the weights: enough to build it and evaluate it on other images.</summary>
/// <param name="Model">The network's name.</param>
/// <param name="Input">Extents of an example.</param>
/// <param name="Layers">Its layers with their arguments, first to last, as <see cref="LayerSpec.Catalog"/> reads them.</param>
/// <param name="ClassNames">Name of each class.</param>
/// <param name="Mean">Per channel, of pixels in [0, 1]: what was subtracted.</param>
/// <param name="Deviation">Per channel: what was divided by.</param>
/// <param name="Step">Training steps behind the weights.</param>
/// <param name="Data">The configuration of the data as JSON; null where the images came from a program.</param>
public sealed record CheckpointInfo(
    string Model, ImageShape Input, IReadOnlyList<string> Layers, string[] ClassNames, float[] Mean, float[] Deviation,
    long Step, string? Data)
{
    /// <summary>The network, made of <see cref="Layers"/>.</summary>
    /// <exception cref="Kernels.InputException">It has a kind of layer that is not known here.</exception>
    [JsonIgnore]
    public NetworkArchitecture Architecture => NetworkArchitecture.Read(Model, Input, Layers);
}
