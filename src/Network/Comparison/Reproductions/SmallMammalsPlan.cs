using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Data.Curriculum.Pacing;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Datasets.Cifar;
using IlgpuCnn.Network.Curriculum;
using IlgpuCnn.Network.Models;
using IlgpuCnn.Network.Runs;
using IlgpuCnn.Network.Scores;
using IlgpuCnn.Network.Training;
using IlgpuCnn.Network.Training.Optimizers;
using IlgpuCnn.Network.Training.Schedules;

namespace IlgpuCnn.Network.Comparison.Reproductions;

/// <summary>
/// Case 1 of Hacohen and Weinshall, "On the Power of Curriculum Learning in Training Deep Networks" (ICML 2019): the
/// five small mammals of CIFAR-100, a batch of 100 distinct images drawn independently each step, SGD without momentum,
/// and for each arm the learning rates that the authors found for it: the base rate divided by 1.8, 1.3, 1.1 and 1.1 (γ
/// is 1 over that) every so many steps, and not under 1e-4. Their teacher was a network trained on ImageNet; ours is
/// cross-validated on the same images.
/// </summary>
public static class SmallMammalsPlan
{
    /// <summary>The published pacing: 100, 190, 361, 686, 1,304, 2,477, 2,500 visible images.</summary>
    public const string Pacing = "fixed-exponential(start=0.04,increase=1.9,length=100)";

    /// <summary>The teacher: as the standard arm is trained, for fewer steps.</summary>
    public const string Score = "cross-validated-loss(folds=5,repeats=2,steps=300)";

    /// <summary>All four arms.</summary>
    /// <param name="command">The command line that asks for it.</param>
    /// <param name="path">Where CIFAR-100 is; null for the default places.</param>
    /// <param name="seeds">Runs of standard and random.</param>
    /// <param name="teacherSeeds">Runs of curriculum and anti.</param>
    /// <param name="steps">Steps of a run; the published case has 3,500.</param>
    public static ComparisonPlan Create(string command, string? path, int seeds, int teacherSeeds, long steps)
    {
        RunConfig common = new()
        {
            Data = new DataConfig { Source = new Cifar100Dataset(Superclass: "small_mammals", Path: path) },
            Training = new TrainingRecipe
            {
                Model = new SmallMammalsNetwork(),
                Optimizer = Optimizer.Catalog.Parse("sgd(weight-decay=0.01)"),
                LearningRate = new LearningRateConfig { Base = 0.035, Schedule = Falling(600, "0.5555555555555556") },
                BatchSize = 100,
                Sampling = Sampling.Independent,
                Steps = steps,
            },
            EvaluateEvery = 50,
            TraceTest = true,
        };
        return new ComparisonPlan(
            command, common,
            [
                Arm.Standard,
                Paced(Ordering.Random, 0.025, Falling(400, "0.7692307692307693"), null),
                Paced(Ordering.Curriculum, 0.03, Falling(100, "0.9090909090909091"), teacherSeeds),
                Paced(Ordering.Anti, 0.025, Falling(200, "0.9090909090909091"), teacherSeeds),
            ],
            seeds);
    }

    private static Component<LearningRateSchedule> Falling(int every, string gamma) =>
        LearningRateSchedule.Catalog.Parse($"step(every={every},gamma={gamma},min=0.0001)");

    private static Arm Paced(Ordering ordering, double learningRate, Component<LearningRateSchedule> schedule, int? seeds)
    {
        CurriculumConfig curriculum = new()
        {
            Ordering = ordering,
            Pacing = PacingFunction.Catalog.Parse(Pacing),
        };
        if (curriculum.ReadsScore)
            curriculum = curriculum with { Score = ScoringFunction.Parse(Score) };
        return new Arm(CurriculumConfig.Orderings.NameOf(ordering), curriculum)
        {
            LearningRate = learningRate,
            Schedule = schedule,
            Seeds = seeds,
        };
    }
}
