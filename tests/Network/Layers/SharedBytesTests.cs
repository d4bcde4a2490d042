using IlgpuCnn.Data.Augmentations;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Memory;
using IlgpuCnn.Network.Training;
using IlgpuCnn.Network.Training.Optimizers;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Network.Layers;

/// <summary>Tensors that lie in each other's bytes do not see each other.</summary>
[TestFixtureSource(typeof(TestDevices), nameof(TestDevices.ForSteps))]
public sealed class SharedBytesTests(string deviceName)
{
    private const int Steps = 3; // an epoch, whose last batch is smaller
    private const int Count = 7;
    private const int Batch = 3;
    private const int EvaluationBatch = 5;

    private ComputeDevice Device => TestDevices.Get(deviceName);

    // An operation that reads what none of its own pass has written reads NaN, and the weights show it.
    [Test]
    public void StepAndEvaluate_OverBytesFullOfNaN_GiveTheSameBits()
    {
        (float[] expected, Evaluation expectedOnSet) = Train(_ => { });
        (float[] actual, Evaluation actualOnSet) = Train(Spoil);
        Assert.That(expected, Has.All.Matches<float>(float.IsFinite));
        Assert.That(actual, Is.EqualTo(expected));
        Assert.That(actualOnSet, Is.EqualTo(expectedOnSet));
    }

    [Test]
    public void Step_AfterAnEvaluation_GivesTheSameBits()
    {
        (float[] expected, _) = Train(_ => { });
        (float[] actual, _) = Train(network => Evaluate(network));
        Assert.That(actual, Is.EqualTo(expected));
    }

    private static void Spoil(Sequential network)
    {
        foreach (Tensor tensor in network.Memory.Passes.SelectMany(pass => pass.Tensors))
        {
            float[] nothing = [.. Enumerable.Repeat(float.NaN, (int)tensor.Length)];
            network.Arena.Floats(tensor).CopyFromCPU(network.Device.Stream, nothing);
        }
    }

    private Evaluation Evaluate(Sequential network)
    {
        using DeviceImages images = Upload();
        using Evaluator evaluator = new(network, EvaluationBatch);
        return evaluator.Evaluate(images);
    }

    private DeviceImages Upload() => new(
        Device, MadeUpImages.Random(Count, 4, height: 9, width: 11), [0.5f, 0.4f, 0.6f], [0.25f, 0.3f, 0.2f]);

    private (float[] Weights, Evaluation OnSet) Train(Action<Sequential> beforeEach)
    {
        TrainingRecipe recipe = new()
        {
            BatchSize = Batch,
            Steps = Steps,
            Augmentation = AugmentationText.Parse("flip,crop"),
            Optimizer = new Adam(WeightDecay: 1e-3),
        };
        using DeviceImages images = Upload();
        using Sequential network = SmallNetwork.Build(
            Device, recipe.Optimizer.Value.UseFor(Batch, EvaluationBatch));
        using Trainer trainer = new(network, images, recipe);
        for (int step = 0; step < Steps; step++)
        {
            beforeEach(network);
            trainer.Step();
        }

        float[] values = new float[network.Parameters.Length];
        network.Parameters.Values.CopyToCPU(Device.Stream, values);
        beforeEach(network);
        return (values, Evaluate(network));
    }
}
