using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Network.Models;
using IlgpuCnn.Network.Runs;
using IlgpuCnn.Network.Training.Optimizers;
using IlgpuCnn.Network.Training.Schedules;

namespace IlgpuCnn.Cli.Commands;

/// <summary>The options that say how a network is trained.</summary>
internal static class TrainingOptions
{
    /// <param name="defaults">What the command starts from, for help; null for the record's own defaults.</param>
    /// <param name="evaluations">How often it evaluates when nobody says, for help.</param>
    public static ConfigOptions<TrainConfig> Create(TrainConfig? defaults = null, string evaluations = "an epoch")
    {
        TrainConfig initial = defaults ?? new TrainConfig();
        return new ConfigOptions<TrainConfig>()
            .Add("--model", $"Network: {Join(ModelRegistry.Names)}", initial.Model, (r, v) => r with { Model = v })
            .Add(
                "--init", $"Initial weights: {Join(Initializations.Names)}; default: the model's own",
                initial.Initialization, (r, v) => r with { Initialization = v })
            .Add(
                "--optimizer", $"Optimizer: {Join(Optimizer.Names)}; a final w means decoupled weight decay",
                initial.Optimizer, (r, v) => r with { Optimizer = v })
            .Add("--lr", "Learning rate", initial.LearningRate, (r, v) => r with { LearningRate = v })
            .Add(
                "--lr-schedule", $"Learning-rate schedule: {LearningRateSchedule.Forms}", initial.Schedule,
                (r, v) => r with { Schedule = v })
            .Add(
                "--lr-by", $"What the schedule goes by: {Join(LearningRateSource.IndexNames)}", initial.ScheduleBy,
                (r, v) => r with { ScheduleBy = v })
            .Add(
                "--lr-restarts", "Start the schedule anew when the visible subset grows", initial.ScheduleRestarts,
                (r, v) => r with { ScheduleRestarts = v })
            .Add(
                "--lr-replay", "Run's folder or trace.csv whose learning rates to use, step by step",
                initial.ReplayLearningRate, (r, v) => r with { ReplayLearningRate = v })
            .Add("--warmup", "Steps of linear warm-up", initial.WarmupSteps, (r, v) => r with { WarmupSteps = v })
            .Add("--momentum", "Momentum of sgd", initial.Momentum, (r, v) => r with { Momentum = v })
            .Add("--nesterov", "Nesterov's momentum", initial.Nesterov, (r, v) => r with { Nesterov = v })
            .Add("--beta1", "Adam's decay of the first moment", initial.Beta1, (r, v) => r with { Beta1 = v })
            .Add("--beta2", "Adam's decay of the second moment", initial.Beta2, (r, v) => r with { Beta2 = v })
            .Add("--epsilon", "Adam's epsilon", initial.Epsilon, (r, v) => r with { Epsilon = v })
            .Add(
                "--weight-decay", "Weight decay of weights, not of biases; λ of an L2 term ½·λ·Σw² where it is coupled",
                initial.WeightDecay, (r, v) => r with { WeightDecay = v })
            .Add(
                "--label-smoothing", "Share of the target spread over all classes, in [0, 1)", initial.LabelSmoothing,
                (r, v) => r with { LabelSmoothing = v })
            .Add("--batch-size", "Images of a step", initial.BatchSize, (r, v) => r with { BatchSize = v })
            .Add("--epochs", "Passes over the training set", initial.Epochs, (r, v) => r with { Epochs = v })
            .Add("--steps", "Training steps, in place of --epochs", initial.Steps, (r, v) => r with { Steps = v })
            .Add(
                "--sampling", "epoch (a shuffle, used up before the next) or independent (each batch on its own)",
                initial.Sampling, (r, v) => r with { Sampling = v })
            .Add(
                "--full-batches", "End a shuffle when less than a batch is left", initial.FullBatches,
                (r, v) => r with { FullBatches = v })
            .Add(
                "--augment", "none, or any of flip, crop=4, rotate=10, jitter=0.2, with commas between",
                initial.Augment, (r, v) => r with { Augment = v })
            .Add(
                "--seed", "Seed of weights, order, dropout and augmentation", initial.Seed,
                (r, v) => r with { Seed = v })
            .Add(
                "--evaluate-every", $"Steps between evaluations; default: {evaluations}", initial.EvaluateEvery,
                (r, v) => r with { EvaluateEvery = v })
            .Add(
                "--trace-test", "Also report the test set at every evaluation; nothing is chosen by it",
                initial.TraceTest, (r, v) => r with { TraceTest = v })
            .Add(
                "--evaluate-train", "Also evaluate the training images at the end", initial.EvaluateTrain,
                (r, v) => r with { EvaluateTrain = v });
    }

    private static string Join(IEnumerable<string> names) => string.Join(", ", names);
}
