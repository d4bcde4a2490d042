using IlgpuCnn.Data;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Optimizers;
using IlgpuCnn.Network.Schedules;

namespace IlgpuCnn.Network;

/// <summary>
/// Trains a network on images that lie on the device. A step is a fixed row of launches: it allocates nothing and waits
/// for nothing. Losses and correct predictions gather on the device until <see cref="ReadMetrics"/>. Owns its batch and
/// its optimizer; not the network nor the images.
/// </summary>
public sealed class Trainer : IDisposable
{
    /// <summary>Steps after which <see cref="ReadMetrics"/> must be called at the latest.</summary>
    public const int HistoryLength = 1024;

    private readonly Sequential network;
    private readonly DeviceImages images;
    private readonly TrainConfig config;
    private readonly Augmentation augmentation;
    private readonly LearningRate learningRate;
    private readonly Optimizer optimizer;
    private readonly Batch batch;
    private readonly BatchLoss loss;
    private readonly SquaredNorm squaredNorm;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> norm;
    private readonly bool independent;
    private long read;

    /// <summary>Prepares training; the weights stay as they are.</summary>
    /// <exception cref="InputException">The configuration names something unknown or out of range.</exception>
    public Trainer(Sequential network, DeviceImages images, TrainConfig config)
    {
        config.Validate();
        this.network = network;
        this.images = images;
        this.config = config;
        augmentation = Augmentation.Parse(config.Augment);
        independent = KnownNames.Find(
            "sampling", config.Sampling, new Dictionary<string, bool> { ["epoch"] = false, ["independent"] = true });
        BatchSize = Math.Min(config.BatchSize, images.Count);
        StepsPerEpoch = (images.Count + BatchSize - 1) / BatchSize;
        Steps = config.Steps ?? config.Epochs * (long)StepsPerEpoch;
        learningRate = new LearningRate(
            config.LearningRate, LearningRateSchedule.Parse(config.Schedule), config.WarmupSteps, Steps);
        optimizer = Optimizer.Create(network, config);
        batch = new Batch(network.Device, BatchSize, images.Height, images.Width, images.Channels);
        loss = new BatchLoss(network, (float)config.LabelSmoothing, HistoryLength);
        squaredNorm = new SquaredNorm(network.Device);
        norm = network.Device.Allocate<float>(1);
    }

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

    /// <summary>The rate of a step, from 0.</summary>
    public double LearningRateAt(long step) => learningRate.At(step);

    /// <summary>One step: draw, forward, loss, backward, update.</summary>
    public void Step()
    {
        if (StepsDone - read >= HistoryLength)
            throw new InvalidOperationException($"The metrics of {HistoryLength} steps were not read.");
        uint step = (uint)StepsDone;
        int n = CountAt(StepsDone);
        Pass pass = new(n, Training: true, config.Seed, step);
        batch.Draw(images, n, DrawAt(StepsDone), augmentation);
        Floats logits = network.Forward(pass, batch.X);
        loss.Forward(n, (int)(StepsDone % HistoryLength), logits, batch.Labels);
        network.Backward(pass, batch.X, loss.Backward(n, logits, batch.Labels));
        optimizer.Step(StepsDone, learningRate.At(StepsDone));
        StepsDone++;
        ImagesSeen += n;
    }

    /// <summary>What the steps since the last call saw; waits for the device.</summary>
    public IReadOnlyList<StepMetrics> ReadMetrics()
    {
        if (read == StepsDone)
            return [];
        (float[] losses, int[] correct) = loss.Read();
        List<StepMetrics> metrics = [];
        for (; read < StepsDone; read++)
        {
            int slot = (int)(read % HistoryLength);
            int n = CountAt(read);
            metrics.Add(new StepMetrics(read, n, losses[slot] / n, correct[slot]));
        }

        return metrics;
    }

    /// <summary>
    /// The L2 term ½·λ·Σw² of coupled weight decay now, null where there is none; waits for the device.
    /// </summary>
    public double? Penalty()
    {
        if (optimizer.CoupledDecay == 0)
            return null;
        squaredNorm.Record(network.Parameters.DecayLength, 0, network.Parameters.Values, norm.View);
        float[] value = new float[1];
        norm.View.CopyToCPU(network.Device.Stream, value);
        return optimizer.CoupledDecay / 2 * value[0];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        squaredNorm.Dispose();
        norm.Dispose();
        optimizer.Dispose();
        batch.Dispose();
        loss.Dispose();
    }

    private int CountAt(long step) => independent
        ? BatchSize
        : Math.Min(BatchSize, images.Count - ((int)(step % StepsPerEpoch) * BatchSize));

    private BatchDraw DrawAt(long step)
    {
        uint shuffle = (uint)(independent ? step : step / StepsPerEpoch);
        int position = independent ? 0 : (int)(step % StepsPerEpoch) * BatchSize;
        PermutationKey key = PermutationKey.Create(config.Seed, shuffle);
        return new BatchDraw(key, images.Count, position, config.Seed, (uint)step);
    }
}
