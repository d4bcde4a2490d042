using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Network.Training;
using IlgpuCnn.Network.Training.Schedules;

namespace IlgpuCnn.Network.Scores;

/// <summary>What a scoring function may read.</summary>
/// <param name="Device">Where it computes.</param>
/// <param name="Images">What it scores.</param>
/// <param name="Recipe">How a model is trained, where one is.</param>
/// <param name="Progress">Receives a line now and then.</param>
/// <param name="Cancellation">Asked between batches.</param>
public sealed record ScoringContext(
    ComputeDevice Device, ImageSet Images, TrainingRecipe Recipe, Action<string> Progress,
    CancellationToken Cancellation)
{
    /// <summary>The recipe of models that score for a run: the run's own, its schedule by the step.</summary>
    public static TrainingRecipe RecipeFor(TrainingRecipe run) => run with
    {
        LearningRate = run.LearningRate with { By = ScheduleIndex.Step, Restarts = false },
    };
}
