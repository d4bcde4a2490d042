using IlgpuCnn.Data.Augmentations;
using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Data.Curriculum.Pacing;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Datasets.Cifar;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Curriculum;
using IlgpuCnn.Network.Models;
using IlgpuCnn.Network.Runs;
using IlgpuCnn.Network.Scores;
using IlgpuCnn.Network.Training;
using IlgpuCnn.Network.Training.Schedules;

namespace IlgpuCnn.Network.Comparison.Reproductions;

/// <summary>
/// The network 'seed' on CIFAR-100, by its three recipes: 1, Adam 1e-3, 3 epochs, crop and flip; 2, the same for 10
/// epochs with rotation and colour jitter; 3, twice the widths, Adam 5e-4, 10 epochs. Standard against curricula whose
/// visible subset grows linearly from a fifth to everything over the first half of the steps.
/// </summary>
public static class SeedPlan
{
    /// <summary>Growth of the visible subset.</summary>
    public const string Pacing = "linear(a=0.5,b=0.2)";

    private static readonly string[] Scores =
        ["edges", "brightness-variance", "cross-validated-loss(folds=3,repeats=1,epochs=2)"];

    /// <summary>Standard and a curriculum by each score.</summary>
    /// <param name="command">The command line that asks for it.</param>
    /// <param name="path">Where CIFAR-100 is; null for the default places.</param>
    /// <param name="recipe">1, 2 or 3.</param>
    /// <param name="seeds">Runs an arm.</param>
    /// <exception cref="InputException">There is no such recipe.</exception>
    public static ComparisonPlan Create(string command, string? path, int recipe, int seeds)
    {
        TrainingRecipe first = new()
        {
            LearningRate = new LearningRateConfig { Base = 1e-3 },
            BatchSize = 64,
            Epochs = 3,
            Augmentation = AugmentationText.Parse("flip,crop"),
        };
        TrainingRecipe training = recipe switch
        {
            1 => first,
            2 => first with { Epochs = 10, Augmentation = AugmentationText.Parse("flip,crop,rotate,jitter") },
            3 => first with
            {
                Model = new SeedWideNetwork(),
                LearningRate = new LearningRateConfig { Base = 5e-4 },
                Epochs = 10,
            },
            _ => throw new InputException($"There is no recipe {recipe} of 'seed': give 1, 2 or 3."),
        };
        RunConfig common = new()
        {
            Data = new DataConfig { Source = new Cifar100Dataset(Path: path), Validation = 0.1 },
            Training = training,
        };
        return new ComparisonPlan(
            command, common,
            Arm.Product(
                new CurriculumConfig(), [Ordering.Curriculum], [.. Scores.Select(ScoringFunction.Parse)],
                [PacingFunction.Catalog.Parse(Pacing)]),
            seeds);
    }
}
