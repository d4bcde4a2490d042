using IlgpuCnn.Data.Augmentations;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Models;
using IlgpuCnn.Network.Training;
using IlgpuCnn.Network.Training.Optimizers;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Network.Training;

/// <summary>A training step leaves nothing to collect, on any thread, and takes no device memory.</summary>
[NonParallelizable] // what all threads allocate is counted
public sealed class StepAllocationTests
{
    [TestCase("seed", "adam", "none")]
    [TestCase("seed", "sgdw", "flip,crop,rotate,jitter")]
    [TestCase("small-mammals", "sgd", "flip,crop")]
    public void Step_AfterTheFirstEpoch_AllocatesNothing(string model, string optimizer, string augment)
    {
        using ComputeDevice device = DeviceCatalog.OpenCpu(threads: 3);
        TrainingRecipe recipe = new()
        {
            BatchSize = 6,
            Steps = 1000,
            Optimizer = Optimizer.Catalog.Parse($"{optimizer}(weight-decay=1e-4)"),
            Augmentation = AugmentationText.Parse(augment),
        };
        using DeviceImages images = new(device, MadeUpImages.Random(20, 5), [0.5f, 0.4f, 0.6f], [0.25f, 0.3f, 0.2f]);
        using Sequential network = Model.Catalog.Parse(model).Value
            .Build(device, new ImageShape(32, 32, 3), 5, recipe.Optimizer.Value.UseFor(6));
        Initializations.Apply(network, Initialization.GlorotUniform, 1);
        using Trainer trainer = new(network, images, recipe);

        int onDevice = device.Allocations;
        for (int i = 0; i < 40; i++)
            trainer.Step();
        Assert.That(device.Allocations, Is.EqualTo(onDevice), "on the device, the first step included");

        // By place in the epoch, whose last batch is of another size. The process is not the step's alone, so what
        // counts is the least of many windows of one step: what a step allocates is in every one of them.
        int stepsPerEpoch = trainer.Length.StepsPerEpoch;
        long[] thread = new long[stepsPerEpoch];
        long[] process = [.. Enumerable.Repeat(long.MaxValue, stepsPerEpoch)];
        for (int i = 0; i < 20 * stepsPerEpoch; i++)
        {
            int place = i % stepsPerEpoch;
            long processBefore = GC.GetTotalAllocatedBytes(precise: true);
            long threadBefore = GC.GetAllocatedBytesForCurrentThread();
            trainer.Step();
            thread[place] += GC.GetAllocatedBytesForCurrentThread() - threadBefore;
            process[place] = Math.Min(process[place], GC.GetTotalAllocatedBytes(precise: true) - processBefore);
        }

        Assert.That(thread, Is.All.Zero, "by the thread that trains, at each place in the epoch");
        Assert.That(process, Is.All.Zero, "by all threads, at each place in the epoch");
    }
}
