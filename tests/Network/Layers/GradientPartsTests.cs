using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Memory;
using IlgpuCnn.Network.Models;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Network.Layers;

/// <summary>Backward passes that leave gradients in parts, where a device can, against those that add them up.</summary>
[TestFixtureSource(nameof(Devices))]
public sealed class GradientPartsTests(string deviceName)
{
    private const int Batch = 2;

    private static IEnumerable<string> Devices =>
        TestDevices.All.Where(name => TestDevices.Get(name).Matrix is IPartialMatrixEngine);

    private ComputeDevice Device => TestDevices.Get(deviceName);

    // The first layer's sums have more parts than lanes; a smaller batch has fewer.
    [Test]
    public void Backward_LeavingParts_AddsUpToTheGradients([Values(1, Batch)] int n)
    {
        using Sequential network = Build(NetworkUse.Training(states: 1, Batch));
        float[] expected = Run(network, n, leavesParts: false);
        float[] untouched = Run(network, n, leavesParts: true);
        Assert.That(untouched, Is.All.Zero, "gradients");

        GradientSegment[] segments = network.GradientParts!.SegmentsOf(n).ToArray();
        float[] parts = Read(network.GradientParts.Memory);
        Assert.That(segments.Max(s => s.Count), n == 1 ? Is.EqualTo(5) : Is.EqualTo(10));
        Assert.That(segments.Sum(s => s.Length), Is.EqualTo(network.Parameters.Count));
        foreach (GradientSegment s in segments)
        {
            for (int i = 0; i < s.Length; i++)
            {
                double sum = Enumerable.Range(0, s.Count).Sum(part => (double)parts[s.Start + (part * s.Pitch) + i]);
                Assert.That(sum, Is.EqualTo(expected[s.First + i]).Within(1e-4), $"element {s.First + i}");
            }
        }
    }

    [Test]
    public void Build_ForEvaluation_HasNoParts()
    {
        using Sequential network = Build(NetworkUse.Evaluation(1));
        Assert.That(network.GradientParts, Is.Null);
    }

    [Test]
    public void BackwardWeightParts_TooShort_SaysSo()
    {
        Conv2DShape shape = Conv2DShape.Create(1, 3, 3, 2, 4, 2, 2, Padding.Valid);
        using var memory = Device.Allocate<float>(35);
        Floats x = memory.View;
        Assert.That(
            () => new Conv2D(Device).BackwardWeightParts(shape, x, x, x),
            Throws.ArgumentException.With.Message.Contains("parts holds 35 elements").And.Message.Contains("needs 36"));
    }

    private Sequential Build(NetworkUse use)
    {
        Sequential network = new SequentialBuilder("parts", new ImageShape(25, 26, 3))
            .Conv(5, 2, Padding.Valid, Activation.Relu)
            .MaxPool(3)
            .Conv(8, 3, Padding.Valid)
            .MaxPool(2)
            .Dense(3)
            .Architecture.Build(Device, use);
        Initializations.Apply(network, Initialization.GlorotUniform, 2);
        return network;
    }

    private float[] Run(Sequential network, int n, bool leavesParts)
    {
        using var key = Device.Allocate([new DropoutKey(1, 4)]);
        using var x = Device.Allocate(Values.Uniform(n * network.Input.Length, 1));
        using var dlogits = Device.Allocate(Values.Uniform(n * network.Classes, 2));
        NetworkPass pass = new(n, Training: true, key.View, leavesParts);
        network.Parameters.Gradients.CopyFromCPU(Device.Stream, new float[network.Parameters.Length]);
        network.Forward(pass, x.View);
        network.Backward(pass, x.View, dlogits.View);
        return Read(network.Parameters.Gradients);
    }

    private float[] Read(Floats view)
    {
        float[] values = new float[view.Length];
        view.CopyToCPU(Device.Stream, values);
        return values;
    }
}
