using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Memory;
using IlgpuCnn.Network.Models;

namespace IlgpuCnn.Tests.Support;

/// <summary>A network of every kind of layer, small enough for a simulated GPU.</summary>
public static class SmallNetwork
{
    /// <summary>For 9×11×3 images of 4 classes.</summary>
    public static Sequential Build(ComputeDevice device, NetworkUse use)
    {
        Sequential network = new SequentialBuilder("small", new ImageShape(9, 11, 3))
            .Conv(5, 3, Padding.Same, Activation.Elu)
            .MaxPool(2)
            .Activate(Activation.Relu)
            .Dropout(0.25)
            .Conv(6, 2, Padding.Same, Activation.Relu, stride: 2)
            .AveragePool(2)
            .Dense(7, Activation.Relu)
            .Dropout(0.5)
            .Dense(4)
            .Architecture.Build(device, use);
        Initializations.Apply(network, Initialization.GlorotUniform, 1);
        return network;
    }
}
