using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Curriculum;
using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Network.Runs;

/// <summary>
/// Everything that decides how a training run goes, as it stands in config.json: two runs of the same configuration on
/// the same device give the same bits. It is put together from the configurations of its parts, each of which checks
/// itself.
/// </summary>
public sealed record RunConfig
{
    /// <summary>The version of config.json that this program writes and reads.</summary>
    public const int CurrentVersion = 2;

    /// <summary>Which version of config.json it is.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>What is trained on.</summary>
    public DataConfig Data { get; init; } = new();

    /// <summary>Which network is trained, and how.</summary>
    public TrainingRecipe Training { get; init; } = new();

    /// <summary>Order and pacing.</summary>
    public CurriculumConfig Curriculum { get; init; } = new();

    /// <summary>Run's folder or trace.csv whose learning rates are used in place of the schedule's.</summary>
    public string? ReplayLearningRate { get; init; }

    /// <summary>Steps between two evaluations; null for once an epoch.</summary>
    public long? EvaluateEvery { get; init; }

    /// <summary>
    /// Whether the evaluations along the way read the test set beside the validation split, for a published curve. It
    /// is only reported: nothing is chosen by it.
    /// </summary>
    public bool TraceTest { get; init; }

    /// <summary>Whether the training images are evaluated at the end, for the gap between them and the test set.</summary>
    public bool EvaluateTrain { get; init; }

    /// <summary>Reads config.json; a run's folder stands for the file in it.</summary>
    /// <exception cref="InputException">Missing, damaged, of another version, or a key or component is not known.</exception>
    public static RunConfig Load(string path) => RunConfigFile.Load(path);

    /// <summary>The text of config.json.</summary>
    public string ToJson() => RunConfigFile.ToJson(this);

    /// <summary>Checks all parts.</summary>
    /// <exception cref="InputException">A number is out of its range; the message names it.</exception>
    public void Check()
    {
        ConfigCheck.Require(
            EvaluateEvery is null or >= 1, "number of steps between evaluations", EvaluateEvery, "at least 1");
        Data.Check();
        Training.Check();
        Curriculum.Check();
    }
}
