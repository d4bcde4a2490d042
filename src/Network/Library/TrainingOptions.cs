using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Kernels.Batches;
using IlgpuCnn.Network.Training;
using IlgpuCnn.Network.Training.Optimizers;
using IlgpuCnn.Network.Training.Schedules;

namespace IlgpuCnn.Network.Library;

/// <summary>The less common choices of <see cref="Training.Fit"/>.</summary>
public sealed record TrainingOptions
{
    /// <summary>Examples of a step.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Training steps, in place of epochs; null for as many as the epochs need.</summary>
    public long? Steps { get; init; }

    /// <summary>The learning rate of each step, from the optimizer's.</summary>
    public LearningRateSchedule Schedule { get; init; } = new ConstantSchedule();

    /// <summary>Steps of linear warm-up before the schedule.</summary>
    public long WarmupSteps { get; init; }

    /// <summary>How images are changed at random.</summary>
    public Augmentation Augmentation { get; init; }

    /// <summary>Share of the target that is spread over all classes, in [0, 1).</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>How batches are drawn from the visible images.</summary>
    public Sampling Sampling { get; init; } = Sampling.Epoch;

    /// <summary>Key of batches, order, dropout and augmentation.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Receives what steps saw, some steps late; null for none.</summary>
    public Action<StepMetrics>? Progress { get; init; }

    /// <summary>Ends the training between two steps.</summary>
    public CancellationToken Cancellation { get; init; }

    internal TrainingRecipe Recipe(Optimizer optimizer, int epochs) => new()
    {
        Optimizer = optimizer,
        LearningRate = new LearningRateConfig
        {
            Base = optimizer.LearningRate,
            Schedule = Schedule,
            WarmupSteps = WarmupSteps,
        },
        LabelSmoothing = LabelSmoothing,
        BatchSize = BatchSize,
        Epochs = epochs,
        Steps = Steps,
        Sampling = Sampling,
        Augmentation = new Component<Augmentation>(Augmentation),
        Seed = Seed,
    };
}
