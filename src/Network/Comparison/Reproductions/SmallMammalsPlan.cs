using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Network.Curriculum;
using IlgpuCnn.Network.Models;
using IlgpuCnn.Network.Runs;
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
    /// <param name="dataDir">Where CIFAR-100 is; null for the default places.</param>
    /// <param name="seeds">Runs of standard and random.</param>
    /// <param name="teacherSeeds">Runs of curriculum and anti.</param>
    /// <param name="steps">Steps of a run; the published case has 3,500.</param>
    public static ComparisonPlan Create(string command, string? dataDir, int seeds, int teacherSeeds, long steps)
    {
        TrainConfig common = new()
        {
            Data = new DatasetOptions { Name = "cifar100", DataDir = dataDir, Superclass = "small_mammals" },
            Model = "small-mammals",
            Optimizer = "sgd",
            LearningRate = 0.035,
            Schedule = "step(every=600,gamma=0.5555555555555556,min=0.0001)",
            WeightDecay = 0.01,
            BatchSize = 100,
            Sampling = "independent",
            Steps = steps,
            EvaluateEvery = 50,
            TraceTest = true,
        };
        return new ComparisonPlan(
            command, common,
            [
                Arm.Standard,
                Paced("random", 0.025, "step(every=400,gamma=0.7692307692307693,min=0.0001)", null),
                Paced("curriculum", 0.03, "step(every=100,gamma=0.9090909090909091,min=0.0001)", teacherSeeds),
                Paced("anti", 0.025, "step(every=200,gamma=0.9090909090909091,min=0.0001)", teacherSeeds),
            ],
            seeds);
    }

    private static Arm Paced(string ordering, double learningRate, string schedule, int? seeds)
    {
        CurriculumConfig curriculum = new() { Ordering = ordering, Pacing = Pacing };
        if (curriculum.ReadsScore)
            curriculum = curriculum with { Score = Score };
        return new Arm(ordering, curriculum) { LearningRate = learningRate, Schedule = schedule, Seeds = seeds };
    }
}
