using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Memory;
using IlgpuCnn.Network.Models;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Network.Layers;

/// <summary>Networks that pool in their convolutions, where a device can, against those that don't.</summary>
[TestFixtureSource(nameof(Devices))]
public sealed class PooledNetworkTests(string deviceName)
{
    private const int Batch = 3;

    private static IEnumerable<string> Devices =>
        TestDevices.All.Where(name => TestDevices.Get(name).Matrix is IPoolingMatrixEngine);

    private ComputeDevice Device => TestDevices.Get(deviceName);

    [Test]
    public void Build_ConvolutionBeforePool_IsOneLayerWithTheParametersOfTwo()
    {
        using Sequential pooled = Build(fuses: true);
        using Sequential plain = Build(fuses: false);
        Assert.That(
            pooled.Layers.Select(layer => layer.Name),
            Is.EqualTo(new[] { "conv1", "conv2+pool1", "dropout1", "conv3", "pool2", "fc1" }));
        Assert.That(
            plain.Layers.Select(layer => layer.Name),
            Is.EqualTo(new[] { "conv1", "conv2", "pool1", "dropout1", "conv3", "pool2", "fc1" }));
        Assert.That(
            pooled.Parameters.Parameters.Select(p => $"{p}"), Is.EqualTo(plain.Parameters.Parameters.Select(p => $"{p}")));
    }

    [Test]
    public void ForwardAndBackward_WithDropout_GiveWhatSeparateLayersGive()
    {
        using Sequential pooled = Build(fuses: true);
        using Sequential plain = Build(fuses: false);
        (float[] logits, float[] gradients) = Run(pooled);
        (float[] expectedLogits, float[] expectedGradients) = Run(plain);
        Close.To(expectedLogits.ToDouble(), logits, "logits");
        Close.To(expectedGradients.ToDouble(), gradients, "gradients");
        Assert.That(gradients.Count(g => g != 0), Is.GreaterThan(gradients.Length / 2));
    }

    [Test]
    public void Evaluate_AfterTraining_GivesWhatSeparateLayersGive()
    {
        using Sequential pooled = Build(fuses: true);
        using Sequential plain = Build(fuses: false);
        Run(pooled);
        Close.To(Evaluate(plain).ToDouble(), Evaluate(pooled), "logits");
    }

    // The last pool has a third row and column that nothing wins; the first layer's channels come in threes.
    private Sequential Build(bool fuses)
    {
        Device.FusesPooling = fuses;
        try
        {
            Sequential network = new SequentialBuilder("pooled", new ImageShape(9, 7, 3))
                .Conv(4, 2, Padding.Same, Activation.Relu)
                .Conv(8, 2, Padding.Same, Activation.Elu)
                .MaxPool(2)
                .Dropout(0.25)
                .Conv(6, 2, Padding.Same, Activation.Relu)
                .MaxPool(2)
                .Dense(5)
                .Architecture.Build(Device, NetworkUse.Training(states: 1, Batch, Batch));
            Initializations.Apply(network, Initialization.GlorotUniform, 2);
            return network;
        }
        finally
        {
            Device.FusesPooling = true;
        }
    }

    private (float[] Logits, float[] Gradients) Run(Sequential network)
    {
        using var key = Device.Allocate([new DropoutKey(1, 4)]);
        using var x = Device.Allocate(Values.Uniform(Batch * network.Input.Length, 1));
        using var dlogits = Device.Allocate(Values.Uniform(Batch * network.Classes, 2));
        NetworkPass pass = new(Batch, Training: true, key.View);
        network.Parameters.Gradients.MemSetToZero(Device.Stream);
        float[] logits = Read(network.Forward(pass, x.View));
        network.Backward(pass, x.View, dlogits.View);
        return (logits, Read(network.Parameters.Gradients));
    }

    private float[] Evaluate(Sequential network)
    {
        using var x = Device.Allocate(Values.Uniform(Batch * network.Input.Length, 3));
        return Read(network.Forward(new NetworkPass(Batch), x.View));
    }

    private float[] Read(Floats view)
    {
        float[] values = new float[view.Length];
        view.CopyToCPU(Device.Stream, values);
        return values;
    }
}
