using System.Diagnostics;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Models;
using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Network.Runs;

/// <summary>Warm steps of training for a profiler to look at; nothing is evaluated or written.</summary>
public static class ProfiledSteps
{
    // What the history of metrics holds is read before it is full.
    private const int ReadEvery = 100;

    /// <summary>Takes steps unmeasured, then measured ones within the range 'epoch'.</summary>
    /// <param name="device">Where.</param>
    /// <param name="config">How; its data are read as they come, with no curriculum.</param>
    /// <param name="images">What is trained on.</param>
    /// <param name="warmUp">Steps before the measured ones; at least 2, since a graph is captured in the second.</param>
    /// <param name="steps">Measured steps.</param>
    /// <returns>Seconds from the first measured step until the device was done, and the images seen in them.</returns>
    /// <exception cref="InputException">Something asked for can't be had.</exception>
    public static (double Seconds, long Images) Run(
        ComputeDevice device, TrainConfig config, ImageSet images, int warmUp, int steps)
    {
        TrainConfig whole = config with { Steps = long.MaxValue };
        ChannelStatistics statistics = ChannelStatistics.Of(images);
        using DeviceImages train = new(device, images, statistics.Mean, statistics.Deviation);
        Model model = ModelRegistry.Find(config.Model);
        using Sequential network = model.Build(
            device, ImageShape.Of(images), images.ClassNames.Length,
            NetworkUse.Training(config.Optimizer, Math.Min(config.BatchSize, images.Count)));
        Initializations.Apply(network, Initializations.Of(config, model), config.Seed);
        using Trainer trainer = new(network, train, whole);
        Take(trainer, Math.Max(2, warmUp));
        device.Synchronize();
        long seen = trainer.ImagesSeen;
        long began = Stopwatch.GetTimestamp();
        using (StepRanges.Epoch.Enter())
        {
            Take(trainer, steps);
            device.Synchronize();
        }

        return (Stopwatch.GetElapsedTime(began).TotalSeconds, trainer.ImagesSeen - seen);
    }

    private static void Take(Trainer trainer, int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            trainer.Step();
            if (trainer.StepsDone % ReadEvery == 0)
                _ = trainer.ArrivedMetrics();
        }
    }
}
