using System.Diagnostics;
using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Models;
using IlgpuCnn.Network.Training;
using IlgpuCnn.Network.Training.Optimizers;

namespace IlgpuCnn.Bench;

/// <summary>
/// Seconds a step of one trainer, measured in rounds, so that several can take turns: a noisy moment then costs each
/// of them a round, not one of them its figure. Owns the trainer.
/// </summary>
internal sealed class TrainingSpeed : IDisposable
{
    /// <summary>Measured rounds of a point.</summary>
    public const int Rounds = 5;

    private readonly Trainer trainer;
    private readonly double seconds;
    private int steps = 1;

    /// <param name="network">Trained, and may be shared: only one trains at a time.</param>
    /// <param name="images">What is drawn from.</param>
    /// <param name="batchSize">Images of a step.</param>
    /// <param name="seconds">Time of all rounds together; a round is one step at least.</param>
    /// <param name="visible">Visible prefix of the images; null for all.</param>
    public TrainingSpeed(
        Sequential network, DeviceImages images, int batchSize, double seconds, VisibleSubset? visible = null)
    {
        TrainingRecipe recipe = new() { BatchSize = batchSize, Steps = long.MaxValue };
        trainer = new Trainer(network, images, recipe, visible);
        this.seconds = seconds / Rounds;
    }

    /// <summary>Images of a step.</summary>
    public int BatchSize => trainer.Length.BatchSize;

    /// <summary>Seconds a step, a round each.</summary>
    public Samples StepSeconds { get; } = new();

    /// <summary>Training images a second by the median round.</summary>
    public double ImagesPerSecond => BatchSize / StepSeconds.Median;

    /// <summary>Lays images on a device, to be normalised as if they were noise.</summary>
    public static DeviceImages Upload(ComputeDevice device, ImageSet images) =>
        new(device, images, [0.5f, 0.5f, 0.5f], [0.29f, 0.29f, 0.29f]);

    /// <summary>A network on a device, for images of 32×32×3.</summary>
    public static Sequential Build(ComputeDevice device, string model, int classes, int largestBatch)
    {
        Model found = Model.Catalog.Parse(model).Value;
        Sequential network = found.Build(device, new ImageShape(32, 32, 3), classes, Optimizer.Catalog.Parse("adam").Value.UseFor(largestBatch));
        Initializations.Apply(network, found.DefaultInitialization, 1);
        return network;
    }

    /// <summary>Warms all of them up, then measures them in turns.</summary>
    public static void Measure(IReadOnlyList<TrainingSpeed> points)
    {
        foreach (TrainingSpeed point in points)
            point.WarmUp();
        for (int round = 0; round < Rounds; round++)
        {
            foreach (TrainingSpeed point in points)
                point.StepSeconds.Add(point.Run());
        }
    }

    public void Dispose() => trainer.Dispose();

    // Until a round's time is full, so that the just-in-time compiler has seen the code often enough; the last run
    // tells how many steps fill a round.
    private void WarmUp()
    {
        long start = Stopwatch.GetTimestamp();
        double step;
        do
        {
            step = Run();
            steps = Math.Clamp((int)(seconds / step), 1, Trainer.HistoryLength);
        }
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds);
    }

    private double Run()
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < steps; i++)
            trainer.Step();
        trainer.ReadMetrics();
        return Stopwatch.GetElapsedTime(start).TotalSeconds / steps;
    }
}
