using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Batches;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Runs;
using IlgpuCnn.Network.Training.Schedules;

namespace IlgpuCnn.Network.Training;

/// <summary>
/// Trains a network on images that lie on the device. A step is a fixed row of launches: it allocates nothing and waits
/// for nothing. Losses and correct predictions gather on the device, and come from there while it goes on
/// (<see cref="ArrivedMetrics"/>) or are waited for (<see cref="ReadMetrics"/>). Its batch and its optimizer's state lie
/// in the network's memory, so a network has one trainer at a time. Owns neither the network nor the images.
/// </summary>
public sealed class Trainer : IDisposable
{
    /// <summary>Steps after which metrics must have been asked for at the latest.</summary>
    public const int HistoryLength = 1024;

    // What is on its way and what comes after it may each be this long and a hundred steps, which the history holds.
    private const int MostAhead = 400;

    private readonly Sequential network;
    private readonly LearningRateSource learningRates;
    private readonly VisibleSubset visible;
    private readonly BatchSampler sampler;
    private readonly TrainingStep step;
    private readonly SquaredNorm squaredNorm;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> norm;
    private readonly int[] counts = new int[HistoryLength];
    private long read; // steps whose metrics were handed out
    private long asked; // steps whose metrics are here or on their way

    /// <summary>Prepares training; the weights stay as they are.</summary>
    /// <param name="network">What is trained.</param>
    /// <param name="images">What batches are drawn from, in its order.</param>
    /// <param name="config">How; of the curriculum, only what <paramref name="visible"/> holds is read.</param>
    /// <param name="visible">Length of the visible prefix; null for all images at every step.</param>
    /// <exception cref="InputException">The configuration names something unknown or out of range.</exception>
    public Trainer(Sequential network, DeviceImages images, TrainConfig config, VisibleSubset? visible = null)
    {
        config.Validate();
        this.visible = visible ?? VisibleSubset.First(images.Count);
        this.network = network;
        (BatchSize, StepsPerEpoch, Steps) = Lengths(config, this.visible.Count);
        sampler = new BatchSampler(DrawsIndependently(config), config.FullBatches, BatchSize, config.Seed);
        learningRates = LearningRateSource.Create(config, this.visible.Count, StepsPerEpoch, Steps);
        step = new TrainingStep(network, images, config, HistoryLength);
        squaredNorm = new SquaredNorm(network.Device);
        norm = network.Device.Allocate<float>(1);
    }

    /// <summary>Bytes on the device that it owns.</summary>
    public static long OwnBytes =>
        BatchLoss.HistoryBytes(HistoryLength) + StepValues.OwnBytes + SquaredNorm.OwnBytes + sizeof(float);

    /// <summary>Looks at every step; null for nobody.</summary>
    public IStepObserver? Observer { get; set; }

    /// <summary>Examples of a whole batch.</summary>
    public int BatchSize { get; }

    /// <summary>Steps of one pass over the images, the last batch being the rest.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>Steps of the run.</summary>
    public long Steps { get; }

    /// <summary>Steps done.</summary>
    public long StepsDone { get; private set; }

    /// <summary>Examples seen.</summary>
    public long ImagesSeen { get; private set; }

    /// <summary>What the last step saw.</summary>
    public TracePoint Last { get; private set; }

    /// <summary>
    /// Images of a whole batch, steps of one pass over <paramref name="count"/> images, and steps of the run.
    /// </summary>
    public static (int BatchSize, int StepsPerEpoch, long Steps) Lengths(TrainConfig config, int count)
    {
        int batchSize = Math.Min(config.BatchSize, count);
        int stepsPerEpoch = config.FullBatches ? count / batchSize : (count + batchSize - 1) / batchSize;
        return (batchSize, stepsPerEpoch, config.Steps ?? config.Epochs * (long)stepsPerEpoch);
    }

    /// <summary>Whether each batch is drawn on its own, rather than from a shuffle that is used up.</summary>
    /// <exception cref="InputException">The configuration names another way.</exception>
    internal static bool DrawsIndependently(TrainConfig config) => KnownNames.Find(
        "sampling", config.Sampling, new Dictionary<string, bool> { ["epoch"] = false, ["independent"] = true });

    /// <summary>One step: draw, forward, loss, backward, update.</summary>
    public void Step()
    {
        if (StepsDone - read >= HistoryLength)
            throw new InvalidOperationException($"The metrics of {HistoryLength} steps were not read.");
        int prefix = visible.At(StepsDone);
        (BatchSelection draw, int n) = sampler.Next(StepsDone, prefix);
        Last = new TracePoint(StepsDone, prefix, learningRates.Next(StepsDone, prefix, n));
        int slot = (int)(StepsDone % HistoryLength);
        step.Run(StepsDone, slot, n, draw, Last.LearningRate);
        Observer?.Observe(StepsDone, n, step.Logits, step.Batch);
        counts[slot] = n;
        StepsDone++;
        ImagesSeen += n;
    }

    /// <summary>What the steps since the last metrics saw; waits for the device.</summary>
    public IReadOnlyList<StepMetrics> ReadMetrics()
    {
        if (read == StepsDone)
            return [];
        Ask();
        step.History.Wait();
        return Take();
    }

    /// <summary>
    /// The same, as far as it has come back from the device: which steps that are depends on how fast the device is.
    /// Each call asks for more. Waits only for what was asked for some hundred steps ago, so that a host that calls this
    /// every hundred steps or oftener gets no further ahead of a device than the history holds, nor the device to its
    /// last step.
    /// </summary>
    public IReadOnlyList<StepMetrics> ArrivedMetrics()
    {
        if (read == StepsDone)
            return [];
        if (asked == read)
            Ask();
        if (StepsDone - asked >= MostAhead)
            step.History.Wait();
        else if (!step.History.HasArrived())
            return [];
        IReadOnlyList<StepMetrics> metrics = Take();
        if (asked < StepsDone)
            Ask();
        return metrics;
    }

    /// <summary>
    /// The L2 term ½·λ·Σw² of coupled weight decay now, null where there is none; waits for the device.
    /// </summary>
    public double? Penalty()
    {
        if (step.Optimizer.CoupledDecay == 0)
            return null;
        squaredNorm.Record(network.Parameters.DecayLength, 0, network.Parameters.Values, norm.View);
        float[] value = new float[1];
        norm.View.CopyToCPU(network.Device.Stream, value);
        return step.Optimizer.CoupledDecay / 2 * value[0];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        squaredNorm.Dispose();
        norm.Dispose();
        step.Dispose();
    }

    private void Ask()
    {
        step.History.Start();
        asked = StepsDone;
    }

    private List<StepMetrics> Take()
    {
        List<StepMetrics> metrics = [];
        for (; read < asked; read++)
        {
            int slot = (int)(read % HistoryLength);
            BatchSums sums = step.History.Values[slot];
            metrics.Add(new StepMetrics(read, counts[slot], sums.Loss / counts[slot], sums.Correct));
        }

        return metrics;
    }
}
