using IlgpuCnn.Data.Augmentations;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Kernels.Random;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Memory;
using IlgpuCnn.Network.Models;
using IlgpuCnn.Network.Training;
using IlgpuCnn.Network.Training.Schedules;
using IlgpuCnn.Tests.Reference;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Network.Training;

/// <summary>The whole training step, against a network written in double and against itself.</summary>
public sealed class SeedTrainingTests
{
    private const int Classes = 10;
    private static readonly float[] Mean = [0.5f, 0.4f, 0.6f];
    private static readonly float[] Deviation = [0.25f, 0.3f, 0.2f];

    private static ComputeDevice Device => TestDevices.Get("cpu");

    [Test]
    public void Step_TenTimes_HasTheLossesOfTheDoubleReference()
    {
        TrainingRecipe recipe = new()
        {
            BatchSize = 3,
            Steps = 10,
            LearningRate = new LearningRateConfig { Base = 1e-3 },
            Seed = 11,
        };
        ImageSet set = MadeUpImages.Random(3, Classes);
        using DeviceImages images = new(Device, set, Mean, Deviation);
        using Sequential network = Build(recipe.Seed, 3);
        SeedReference reference = new(Classes, Values(network, "weight"), Values(network, "bias"));
        using Trainer trainer = new(network, images, recipe);
        int dropout = network.Layers.ToList().FindIndex(layer => layer.Name == "dropout1");
        for (int step = 0; step < 10; step++)
        {
            int[] order = [.. Enumerable.Range(0, 3).Select(i =>
                Permutation.At(PermutationKey.Create(recipe.Seed, (uint)step), 3, i))];
            ImageSet drawn = set.Select(order);
            double[] x = [.. drawn.Bytes().Select((p, i) => ((p / 255.0) - Mean[i % 3]) / Deviation[i % 3])];
            double expected = reference.Step(
                x, drawn.Labels, new DropoutKey(recipe.Seed, (uint)step), (uint)dropout, step,
                recipe.LearningRate.Base);
            trainer.Step();
            double actual = trainer.ReadMetrics().Single().Loss;
            Assert.That(actual, Is.EqualTo(expected).Within(1e-4 * expected), $"step {step}");
        }
    }

    [Test]
    public void Step_SameSeed_GivesTheSameBitsOnAnyNumberOfThreads()
    {
        float[] once = WeightsAfter(Device, seed: 5);
        float[] twice = WeightsAfter(Device, seed: 5);
        using ComputeDevice one = DeviceCatalog.OpenCpu(threads: 1);
        float[] alone = WeightsAfter(one, seed: 5);
        float[] other = WeightsAfter(Device, seed: 6);
        Assert.That(twice, Is.EqualTo(once));
        Assert.That(alone, Is.EqualTo(once));
        Assert.That(other, Is.Not.EqualTo(once));
    }

    [Test]
    public void Step_OneBatchOverAndOver_FitsIt()
    {
        TrainingRecipe recipe = new() { BatchSize = 20, Steps = 60 };
        using DeviceImages images = new(Device, MadeUpImages.Random(20, Classes), Mean, Deviation);
        using Sequential network = Build(1, 20);
        using Trainer trainer = new(network, images, recipe);
        using Evaluator evaluator = new(network, 20);
        for (int step = 0; step < 60; step++)
            trainer.Step();
        Evaluation evaluation = evaluator.Evaluate(images);
        Assert.That(evaluation.Accuracy, Is.EqualTo(1));
        Assert.That(evaluation.Loss, Is.LessThan(0.1));
    }

    private static Sequential Build(ulong seed, int batch, ComputeDevice? device = null)
    {
        NetworkUse use = new TrainingRecipe().Optimizer.Value.UseFor(batch, batch);
        Sequential network = new SeedNetwork().Build(device ?? Device, new ImageShape(32, 32, 3), Classes, use);
        Initializations.Apply(network, Initialization.GlorotUniform, seed);
        return network;
    }

    private static double[][] Values(Sequential network, string kind) =>
    [
        .. network.Parameters.Parameters.Where(p => p.Name.EndsWith(kind, StringComparison.Ordinal)).Select(p =>
        {
            float[] values = new float[p.Length];
            p.Value.CopyToCPU(network.Device.Stream, values);
            return values.ToDouble();
        }),
    ];

    private static float[] WeightsAfter(ComputeDevice device, ulong seed)
    {
        TrainingRecipe recipe = new()
        {
            BatchSize = 16,
            Steps = 3,
            Seed = seed,
            Augmentation = AugmentationText.Parse("flip,crop,rotate,jitter"),
        };
        using DeviceImages images = new(device, MadeUpImages.Random(40, Classes), Mean, Deviation);
        using Sequential network = Build(seed, 16, device);
        using Trainer trainer = new(network, images, recipe);
        for (int step = 0; step < 3; step++)
            trainer.Step();
        float[] values = new float[network.Parameters.Length];
        network.Parameters.Values.CopyToCPU(device.Stream, values);
        return values;
    }
}
