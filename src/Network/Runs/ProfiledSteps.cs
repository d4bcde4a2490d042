using System.Diagnostics;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Network.Runs;

/// <summary>Warm steps of training for a profiler to look at; nothing is evaluated or written.</summary>
public static class ProfiledSteps
{
    // What the history of metrics holds is read before it is full.
    private const int ReadEvery = 100;

    /// <summary>Takes steps unmeasured, then measured ones within the range 'epoch'.</summary>
    /// <param name="device">Where.</param>
    /// <param name="recipe">How.</param>
    /// <param name="images">What is trained on.</param>
    /// <param name="warmUp">Steps before the measured ones; at least 2, since a graph is captured in the second.</param>
    /// <param name="steps">Measured steps.</param>
    /// <returns>Seconds from the first measured step until the device was done, and the images seen in them.</returns>
    /// <exception cref="InputException">Something asked for can't be had.</exception>
    public static (double Seconds, long Images) Run(
        ComputeDevice device, TrainingRecipe recipe, ImageSet images, int warmUp, int steps)
    {
        using PreparedNetwork prepared = new(device, images, recipe);
        using Trainer trainer = new(prepared.Network, prepared.Images, recipe with { Steps = long.MaxValue });
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
