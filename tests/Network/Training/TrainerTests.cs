using IlgpuCnn.Data.Augmentations;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Training;
using IlgpuCnn.Network.Training.Optimizers;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Network.Training;

/// <summary>Steps as rows of launches, and their metrics, on every device.</summary>
[TestFixtureSource(typeof(TestDevices), nameof(TestDevices.ForSteps))]
public sealed class TrainerTests(string deviceName)
{
    // Two batches an epoch, of 3 and of 2.
    private const int Count = 5;

    private static readonly TrainingRecipe Recipe = new()
    {
        BatchSize = 3,
        Optimizer = new Adam(WeightDecay: 0.01),
        LabelSmoothing = 0.1,
        Augmentation = AugmentationText.Parse("flip,crop(padding=2),rotate,jitter"),
        Seed = 4,
    };

    private ComputeDevice Device => TestDevices.Get(deviceName);

    // The simulated GPU captures nothing, and takes a while for a step.
    private int Steps => deviceName == "simulated" ? 4 : 8;

    [TestCase("adamw")]
    [TestCase("sgd")]
    public void Step_WithGraphsAndWithout_GivesTheSameBits(string optimizer)
    {
        TrainingRecipe recipe = Recipe with { Optimizer = Optimizer.Catalog.Parse($"{optimizer}(weight-decay=0.01)") };
        (float[] weights, StepMetrics[] metrics) = Train(recipe, usesGraphs: true);
        (float[] otherWeights, StepMetrics[] otherMetrics) = Train(recipe, usesGraphs: false);
        Assert.That(otherWeights, Is.EqualTo(weights));
        Assert.That(otherMetrics, Is.EqualTo(metrics));
        Assert.That(metrics.Select(m => (m.Step, m.Count)), Is.EqualTo(
            Enumerable.Range(0, Steps).Select(step => ((long)step, step % 2 == 0 ? 3 : 2))));
        Assert.That(metrics.Select(m => m.Loss).Distinct().Count(), Is.EqualTo(Steps));
    }

    [Test]
    public void ArrivedMetrics_AskedForNowAndThen_AreThoseOfEveryStepInOrder()
    {
        StepMetrics[] expected = Train(Recipe, usesGraphs: true).Metrics;
        List<StepMetrics> arrived = [];
        Train(Recipe, usesGraphs: true, trainer =>
        {
            if (trainer.StepsDone % 3 == 0)
                arrived.AddRange(trainer.ArrivedMetrics());
            if (trainer.StepsDone == Steps)
                arrived.AddRange(trainer.ReadMetrics());
        });
        Assert.That(arrived, Is.EqualTo(expected));
    }

    private (float[] Weights, StepMetrics[] Metrics) Train(
        TrainingRecipe recipe, bool usesGraphs, Action<Trainer>? afterStep = null)
    {
        bool before = Device.UsesGraphs;
        Device.UsesGraphs = usesGraphs;
        try
        {
            using DeviceImages images = new(
                Device, MadeUpImages.Random(Count, 4, height: 9, width: 11), [0.5f, 0.4f, 0.6f], [0.25f, 0.3f, 0.2f]);
            using Sequential network = SmallNetwork.Build(Device, recipe.Optimizer.Value.UseFor(3));
            using Trainer trainer = new(network, images, recipe with { Steps = Steps });
            for (int i = 0; i < Steps; i++)
            {
                trainer.Step();
                afterStep?.Invoke(trainer);
            }

            StepMetrics[] metrics = [.. trainer.ReadMetrics()];
            float[] weights = new float[network.Parameters.Length];
            network.Parameters.Values.CopyToCPU(Device.Stream, weights);
            return (weights, metrics);
        }
        finally
        {
            Device.UsesGraphs = before;
        }
    }
}
