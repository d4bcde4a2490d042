using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Batches;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Training.Optimizers;
using IlgpuCnn.Network.Training.Schedules;

namespace IlgpuCnn.Network.Training;

/// <summary>
/// Trains a network on images that lie on the device. A step is a fixed sequence of launches: it allocates nothing and waits
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

    // Often enough for the history, seldom enough to cost nothing.
    private const int ReadEvery = 50;

    private readonly Sequential network;
    private readonly LearningRates learningRates;
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
    /// <param name="recipe">How.</param>
    /// <param name="visible">Length of the visible prefix; null for all images at every step.</param>
    /// <param name="learningRates">The rate of each step; null for the recipe's own schedule.</param>
    /// <exception cref="InputException">A number of the recipe is out of its range.</exception>
    public Trainer(
        Sequential network, DeviceImages images, TrainingRecipe recipe, VisibleSubset? visible = null,
        LearningRates? learningRates = null)
    {
        recipe.Check();
        this.visible = visible ?? VisibleSubset.First(images.Count);
        this.network = network;
        Optimizer = recipe.Optimizer.Value;
        Length = recipe.LengthOver(this.visible.Count);
        sampler = recipe.SamplerOver(this.visible.Count);
        this.learningRates = learningRates ?? recipe.LearningRatesOver(this.visible.Count);
        step = new TrainingStep(network, images, recipe, HistoryLength);
        squaredNorm = new SquaredNorm(network.Device);
        norm = network.Device.Allocate<float>(1);
    }

    /// <summary>Bytes that it owns on a device.</summary>
    public static long OwnBytesOn(ComputeDevice device) =>
        BatchLoss.HistoryBytes(device, HistoryLength) + StepValues.OwnBytes + SquaredNorm.OwnBytes + sizeof(float);

    /// <summary>Looks at every step; null for none.</summary>
    public IStepObserver? Observer { get; set; }

    /// <summary>What updates the parameters.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>Batch size, steps of an epoch and of the run.</summary>
    public TrainingLength Length { get; }

    /// <summary>Steps of the run.</summary>
    public long Steps => Length.Steps;

    /// <summary>Whether all steps are done.</summary>
    public bool IsDone => StepsDone >= Steps;

    /// <summary>Steps done.</summary>
    public long StepsDone { get; private set; }

    /// <summary>Examples seen.</summary>
    public long ImagesSeen { get; private set; }

    /// <summary>What the last step saw.</summary>
    public TracePoint Last { get; private set; }

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

    /// <summary>Takes all steps that are left; waits for the device.</summary>
    /// <param name="cancellation">Ends it between two steps.</param>
    /// <param name="beforeStep">Is called with the number of each step, from 0, before it; null for none.</param>
    /// <param name="progress">Receives what steps saw, some steps late; null for none.</param>
    /// <exception cref="NotFiniteNumberException">The loss of a step is infinite or NaN.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void RunToEnd(
        CancellationToken cancellation, Action<long>? beforeStep = null, Action<StepMetrics>? progress = null)
    {
        while (!IsDone)
        {
            cancellation.ThrowIfCancellationRequested();
            beforeStep?.Invoke(StepsDone);
            Step();
            if (StepsDone % ReadEvery != 0 && !IsDone)
                continue;
            foreach (StepMetrics metrics in IsDone ? ReadMetrics() : ArrivedMetrics())
            {
                if (!double.IsFinite(metrics.Loss))
                    throw new NotFiniteNumberException($"The loss is {metrics.Loss} at step {metrics.Step + 1}");
                progress?.Invoke(metrics);
            }
        }
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
    /// What the steps since the last metrics saw, as far as it has come back from the device: which steps that are
    /// depends on how fast the device is.
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
        if (Optimizer.CoupledDecay == 0)
            return null;
        squaredNorm.Record(network.Parameters.DecayLength, 0, network.Parameters.Values, norm.View);
        float[] value = new float[1];
        norm.View.CopyToCPU(network.Device.Stream, value);
        return Optimizer.CoupledDecay / 2 * value[0];
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
            (double loss, int correct) = step.SumsOf(slot, counts[slot]);
            metrics.Add(new StepMetrics(read, counts[slot], loss / counts[slot], correct));
        }

        return metrics;
    }
}
