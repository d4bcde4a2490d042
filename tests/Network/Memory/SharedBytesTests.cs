using IlgpuCnn.Data;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network;
using IlgpuCnn.Network.Memory;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Network.Memory;

/// <summary>Tensors that lie in each other's bytes do not see each other.</summary>
[TestFixtureSource(typeof(TestDevices), nameof(TestDevices.All))]
public sealed class SharedBytesTests(string deviceName)
{
    private const int Count = 7;
    private const int Batch = 3; // so that the last batch of an epoch is smaller

    private ComputeDevice Device => TestDevices.Get(deviceName);

    // An operation that reads what none of its pass has written reads NaN, and the weights show it.
    [Test]
    public void Step_OverBytesFullOfNaN_GivesTheSameBits()
    {
        float[] expected = WeightsAfter(steps: 5, spoil: _ => { });
        float[] actual = WeightsAfter(steps: 5, Spoil);
        Assert.That(expected, Has.All.Matches<float>(float.IsFinite));
        Assert.That(actual, Is.EqualTo(expected));
    }

    [Test]
    public void Evaluate_BetweenSteps_ChangesNeitherTheStepsNorItself()
    {
        float[] expected = WeightsAfter(steps: 5, spoil: _ => { });
        List<Evaluation> alone = [];
        List<Evaluation> spoiled = [];
        float[] actual = WeightsAfter(steps: 5, spoil: network => alone.Add(Evaluate(network)));
        WeightsAfter(steps: 5, spoil: network =>
        {
            Spoil(network);
            spoiled.Add(Evaluate(network));
        });
        Assert.That(actual, Is.EqualTo(expected));
        Assert.That(spoiled, Is.EqualTo(alone));
        Assert.That(alone, Has.All.Matches<Evaluation>(evaluation => double.IsFinite(evaluation.Loss)));
    }

    private Evaluation Evaluate(Sequential network)
    {
        using DeviceImages images = Upload();
        using Evaluator evaluator = new(network, 5);
        return evaluator.Evaluate(images);
    }

    private static void Spoil(Sequential network)
    {
        foreach (Tensor tensor in network.Plan.Passes.SelectMany(pass => pass.Tensors))
        {
            float[] nothing = [.. Enumerable.Repeat(float.NaN, (int)tensor.Length)];
            network.Arena.Floats(tensor).CopyFromCPU(network.Device.Stream, nothing);
        }
    }

    private DeviceImages Upload() => new(
        Device, Images.Random(Count, 4, height: 9, width: 11), [0.5f, 0.4f, 0.6f], [0.25f, 0.3f, 0.2f]);

    private float[] WeightsAfter(int steps, Action<Sequential> spoil)
    {
        TrainConfig config = new() { BatchSize = Batch, Steps = steps, Augment = "flip,crop", WeightDecay = 1e-3 };
        using DeviceImages images = Upload();
        using Sequential network = SmallNetwork.Build(Device, NetworkUse.Training(config.Optimizer, Batch, 5));
        using Trainer trainer = new(network, images, config);
        for (int step = 0; step < steps; step++)
        {
            spoil(network);
            trainer.Step();
        }

        float[] values = new float[network.Parameters.Length];
        network.Parameters.Values.CopyToCPU(Device.Stream, values);
        return values;
    }
}
