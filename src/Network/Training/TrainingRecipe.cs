using IlgpuCnn.Data.Augmentations;
using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Batches;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Network.Models;
using IlgpuCnn.Network.Training.Optimizers;
using IlgpuCnn.Network.Training.Schedules;

namespace IlgpuCnn.Network.Training;

/// <summary>Which network is trained, and how; part of a run's configuration.</summary>
public sealed record TrainingRecipe
{
    /// <summary>The network.</summary>
    public Component<Model> Model { get; init; } = new SeedNetwork();

    /// <summary>Distribution of the initial weights; null for the model's own.</summary>
    public Initialization? Initialization { get; init; }

    /// <summary>What updates the parameters.</summary>
    public Component<Optimizer> Optimizer { get; init; } = Optimizers.Optimizer.Catalog.Parse("adam");

    /// <summary>The learning rate of each step.</summary>
    public LearningRateConfig LearningRate { get; init; } = new();

    /// <summary>Share of the target that is spread over all classes, in [0, 1).</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Examples of a step.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Passes over the training set; read when <see cref="Steps"/> is null.</summary>
    public int Epochs { get; init; } = 6;

    /// <summary>Training steps; null for as many as the epochs need.</summary>
    public long? Steps { get; init; }

    /// <summary>How batches are drawn from the visible images.</summary>
    public Sampling Sampling { get; init; } = Sampling.Epoch;

    /// <summary>
    /// Whether every batch is whole: a shuffle ends when less than a batch is left, so that equal steps are equal
    /// numbers of examples.
    /// </summary>
    public bool FullBatches { get; init; }

    /// <summary>How images are changed at random.</summary>
    public Component<Augmentation> Augmentation { get; init; } = AugmentationText.None;

    /// <summary>Key of all random numbers of the training.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Checks the numbers that no component checks.</summary>
    /// <exception cref="InputException">One is out of its range; the message names it.</exception>
    public void Check()
    {
        ConfigCheck.Require(BatchSize >= 1, "batch size", BatchSize, "at least 1");
        ConfigCheck.Require(Epochs >= 1, "number of epochs", Epochs, "at least 1");
        ConfigCheck.Require(Steps is null or >= 1, "number of steps", Steps, "at least 1");
        ConfigCheck.Require(LabelSmoothing is >= 0 and < 1, "label smoothing", LabelSmoothing, "in [0, 1)");
        LearningRate.Check();
    }

    /// <summary>
    /// Images of a whole batch, steps of one pass over <paramref name="count"/> images, and steps of the run.
    /// </summary>
    public TrainingLength LengthOver(int count)
    {
        int batchSize = Math.Min(BatchSize, count);
        int stepsPerEpoch = FullBatches ? count / batchSize : (count + batchSize - 1) / batchSize;
        return new TrainingLength(batchSize, stepsPerEpoch, Steps ?? Epochs * (long)stepsPerEpoch);
    }

    /// <summary>What draws the batches.</summary>
    /// <param name="count">Images that training may ever see.</param>
    public BatchSampler SamplerOver(int count) =>
        new(Sampling == Sampling.Independent, FullBatches, LengthOver(count).BatchSize, Seed);

    /// <summary>The learning rates by the recipe's own schedule.</summary>
    /// <param name="count">Images that training may ever see.</param>
    public LearningRates LearningRatesOver(int count)
    {
        TrainingLength length = LengthOver(count);
        return LearningRates.Of(LearningRate, count, length.StepsPerEpoch, length.Steps);
    }
}
