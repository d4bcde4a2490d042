using System.Text.Json;
using System.Text.Json.Serialization;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Batches;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Network.Curriculum;
using IlgpuCnn.Network.Models;
using IlgpuCnn.Network.Training;
using IlgpuCnn.Network.Training.Optimizers;
using IlgpuCnn.Network.Training.Schedules;

namespace IlgpuCnn.Network.Runs;

/// <summary>
/// Everything that decides how a training run goes, as it stands in config.json: two runs of the same configuration on
/// the same device give the same bits.
/// </summary>
public sealed record TrainConfig
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>What is trained on.</summary>
    public DatasetOptions Data { get; init; } = new();

    /// <summary>Order and pacing.</summary>
    public CurriculumConfig Curriculum { get; init; } = new();

    /// <summary>Name in the model registry.</summary>
    public string Model { get; init; } = "seed";

    /// <summary>Name of the initial weights' distribution; null for the model's own.</summary>
    public string? Initialization { get; init; }

    /// <summary>Name of the optimizer.</summary>
    public string Optimizer { get; init; } = "adam";

    /// <summary>Base learning rate.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>The schedule over it, as <see cref="Schedules.LearningRateSchedule.Parse"/> reads it.</summary>
    public string Schedule { get; init; } = "constant";

    /// <summary>Steps of linear warm-up before the schedule.</summary>
    public long WarmupSteps { get; init; }

    /// <summary>What the schedule goes by: step, visible-share or visible-epochs.</summary>
    public string ScheduleBy { get; init; } = "step";

    /// <summary>Whether the schedule starts anew when the visible subset grows.</summary>
    public bool ScheduleRestarts { get; init; }

    /// <summary>Run's folder or trace.csv whose learning rates are used in place of the schedule's.</summary>
    public string? ReplayLearningRate { get; init; }

    /// <summary>Momentum of SGD.</summary>
    public double Momentum { get; init; }

    /// <summary>Whether SGD's momentum is Nesterov's.</summary>
    public bool Nesterov { get; init; }

    /// <summary>Adam's decay of the first moment.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Adam's decay of the second moment.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Adam's ε.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Weight decay: the optimizer says whether it is part of the gradient (L2) or decoupled.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Share of the target that is spread over all classes, in [0, 1).</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Examples of a step.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Passes over the training set; read when <see cref="Steps"/> is null.</summary>
    public int Epochs { get; init; } = 6;

    /// <summary>Training steps; null for as many as the epochs need.</summary>
    public long? Steps { get; init; }

    /// <summary>"epoch": a shuffle, used up before the next; "independent": each batch drawn on its own.</summary>
    public string Sampling { get; init; } = "epoch";

    /// <summary>
    /// Whether every batch is whole: a shuffle ends when less than a batch is left, so that equal steps are equal
    /// numbers of examples.
    /// </summary>
    public bool FullBatches { get; init; }

    /// <summary>Augmentation, as <see cref="Augmentation.Parse"/> reads it.</summary>
    public string Augment { get; init; } = "none";

    /// <summary>Key of all random numbers of the run.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Steps between two evaluations; null for once an epoch.</summary>
    public long? EvaluateEvery { get; init; }

    /// <summary>
    /// Whether the evaluations along the way read the test set beside the validation split, for a published curve. It
    /// is only reported: nothing is chosen by it.
    /// </summary>
    public bool TraceTest { get; init; }

    /// <summary>Whether the training images are evaluated at the end, for the gap between them and the test set.</summary>
    public bool EvaluateTrain { get; init; }

    /// <summary>Reads config.json.</summary>
    /// <exception cref="InputException">Missing, no JSON, or a key that is not known.</exception>
    public static TrainConfig Load(string path)
    {
        if (Directory.Exists(path))
            path = Path.Combine(path, "config.json");
        try
        {
            return JsonSerializer.Deserialize<TrainConfig>(File.ReadAllText(path), Json)
                ?? throw new InputException($"The configuration '{path}' is empty.");
        }
        catch (JsonException e)
        {
            throw new InputException(
                $"The configuration '{path}' can't be read from line {e.LineNumber + 1} on, {e.Path}: it is damaged, or no "
                + "run's of this program.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"Can't read the configuration '{path}': {e.Message}", e);
        }
    }

    /// <summary>The text of config.json.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";

    /// <summary>Checks the numbers that no other type checks.</summary>
    /// <exception cref="InputException">One is out of its range; the message names it.</exception>
    public void Validate()
    {
        Check(BatchSize >= 1, "batch size", BatchSize, "at least 1");
        Check(Epochs >= 1, "number of epochs", Epochs, "at least 1");
        Check(Steps is null or >= 1, "number of steps", Steps, "at least 1");
        Check(EvaluateEvery is null or >= 1, "number of steps between evaluations", EvaluateEvery, "at least 1");
        Check(LearningRate > 0 && double.IsFinite(LearningRate), "learning rate", LearningRate, "over 0");
        Check(WarmupSteps >= 0, "number of warm-up steps", WarmupSteps, "0 or more");
        Check(Momentum is >= 0 and < 1, "momentum", Momentum, "in [0, 1)");
        Check(!Nesterov || Momentum > 0, "momentum", Momentum, "over 0 for Nesterov's");
        Check(Beta1 is >= 0 and < 1, "beta1", Beta1, "in [0, 1)");
        Check(Beta2 is >= 0 and < 1, "beta2", Beta2, "in [0, 1)");
        Check(Epsilon > 0, "epsilon", Epsilon, "over 0");
        Check(WeightDecay >= 0 && double.IsFinite(WeightDecay), "weight decay", WeightDecay, "0 or more");
        Check(LabelSmoothing is >= 0 and < 1, "label smoothing", LabelSmoothing, "in [0, 1)");
        _ = ModelRegistry.Find(Model);
        _ = Training.Optimizers.Optimizer.StatesOf(Optimizer);
        _ = LearningRateSchedule.Parse(Schedule);
        _ = LearningRateSource.IndexOf(this);
        _ = Trainer.DrawsIndependently(this);
        _ = Augmentation.Parse(Augment);
        Curriculum.Validate();
    }

    private static void Check(bool holds, string what, object? value, string wanted)
    {
        if (!holds)
            throw new InputException(FormattableString.Invariant($"The {what} is {value}; it must be {wanted}."));
    }
}
