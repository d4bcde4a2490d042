using IlgpuCnn.Data.Augmentations;
using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Network.Models;
using IlgpuCnn.Network.Training;
using IlgpuCnn.Network.Training.Optimizers;
using IlgpuCnn.Network.Training.Schedules;

namespace IlgpuCnn.Cli.Commands;

/// <summary>The options that say which network is trained, and how.</summary>
internal static class TrainingOptions
{
    /// <param name="defaults">What the command starts from, for help; null for the record's own defaults.</param>
    public static ConfigOptions<TrainingRecipe> Create(TrainingRecipe? defaults = null)
    {
        TrainingRecipe initial = defaults ?? new TrainingRecipe();
        return AddLearningRate(Start(initial), initial)
            .Add(
                "--label-smoothing", "Share of the target spread over all classes, in [0, 1)", initial.LabelSmoothing,
                (r, v) => r with { LabelSmoothing = v })
            .Add("--batch-size", "Images of a step", initial.BatchSize, (r, v) => r with { BatchSize = v })
            .Add("--epochs", "Passes over the training set", initial.Epochs, (r, v) => r with { Epochs = v })
            .Add("--steps", "Training steps, in place of --epochs", initial.Steps, (r, v) => r with { Steps = v })
            .Add(
                "--sampling", "epoch (a shuffle, used up before the next) or independent (each batch on its own)",
                SamplingNames.Catalog.NameOf(initial.Sampling),
                (r, v) => r with { Sampling = SamplingNames.Catalog.Parse(v).Value })
            .Add(
                "--full-batches", "End a shuffle when less than a batch is left", initial.FullBatches,
                (r, v) => r with { FullBatches = v })
            .Add(
                "--augment", "none, or any of flip, crop(padding=4), rotate(degrees=10), jitter(amount=0.2), …, with commas "
                    + "between ('list augmentations')",
                initial.Augmentation.Text, (r, v) => r with { Augmentation = AugmentationText.Parse(v) })
            .Add(
                "--seed", "Seed of weights, order, dropout and augmentation", initial.Seed,
                (r, v) => r with { Seed = v });
    }

    private static ConfigOptions<TrainingRecipe> Start(TrainingRecipe initial) => new ConfigOptions<TrainingRecipe>()
        .Add(
            "--model", $"Network: {Model.Catalog.NameList}", initial.Model.Text,
            (r, v) => r with { Model = Model.Catalog.Parse(v) })
        .Add(
            "--init", $"Initial weights: {Initializations.Catalog.NameList}; default: the model's own",
            initial.Initialization is { } set ? Initializations.Catalog.NameOf(set) : null,
            (r, v) => r with { Initialization = Initializations.Catalog.Parse(v!).Value })
        .Add(
            "--optimizer", $"Optimizer: {Optimizer.Catalog.NameList}, with arguments such as "
                + "\"sgd(momentum=0.9,nesterov=true)\" ('list optimizers'); a final w means decoupled weight decay",
            initial.Optimizer.Text, (r, v) => r with { Optimizer = Optimizer.Catalog.Parse(v) });

    private static ConfigOptions<TrainingRecipe> AddLearningRate(
        ConfigOptions<TrainingRecipe> options, TrainingRecipe recipe)
    {
        LearningRateConfig initial = recipe.LearningRate;
        return options
            .Add("--lr", "Learning rate", initial.Base, (r, v) => With(r, rate => rate with { Base = v }))
            .Add(
                "--lr-schedule", "Learning-rate schedule: "
                    + string.Join(", ", LearningRateSchedule.Catalog.Entries.Select(entry => entry.Form)),
                initial.Schedule.Text,
                (r, v) => With(r, rate => rate with { Schedule = LearningRateSchedule.Catalog.Parse(v) }))
            .Add(
                "--lr-by", $"What the schedule goes by: {LearningRateConfig.Indices.NameList}",
                LearningRateConfig.Indices.NameOf(initial.By),
                (r, v) => With(r, rate => rate with { By = LearningRateConfig.Indices.Parse(v).Value }))
            .Add(
                "--lr-restarts", "Start the schedule anew when the visible subset grows", initial.Restarts,
                (r, v) => With(r, rate => rate with { Restarts = v }))
            .Add(
                "--warmup", "Steps of linear warm-up", initial.WarmupSteps,
                (r, v) => With(r, rate => rate with { WarmupSteps = v }));
    }

    private static TrainingRecipe With(TrainingRecipe recipe, Func<LearningRateConfig, LearningRateConfig> change) =>
        recipe with { LearningRate = change(recipe.LearningRate) };
}
