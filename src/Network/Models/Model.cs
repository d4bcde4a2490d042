using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Network.Layers;

namespace IlgpuCnn.Network.Models;

/// <summary>A network's architecture, from which one is built for an input and a number of classes.</summary>
/// <param name="Name">Name on the command line.</param>
/// <param name="Description">One line for help.</param>
/// <param name="DefaultInitialization">How its weights start unless asked otherwise.</param>
/// <param name="Layers">Adds the layers, up to the logits.</param>
public sealed record Model(
    string Name, string Description, Initialization DefaultInitialization,
    Func<SequentialBuilder, int, SequentialBuilder> Layers)
{
    /// <summary>Builds it, all parameters zero, with memory for <paramref name="use"/>.</summary>
    /// <exception cref="InputException">The input is too small for it.</exception>
    public Sequential Build(ComputeDevice device, ImageShape input, int classes, NetworkUse use) =>
        Layers(new SequentialBuilder(device, Name, input), classes).Build(use);

    /// <summary>The memory that <see cref="Build"/> would give it, with none allocated.</summary>
    /// <exception cref="InputException">The input is too small for it.</exception>
    public NetworkPlan Plan(ComputeDevice device, ImageShape input, int classes, NetworkUse use) =>
        Layers(new SequentialBuilder(device, Name, input), classes).Plan(use);
}
