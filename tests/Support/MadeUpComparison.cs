using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Network.Comparison;
using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Tests.Support;

/// <summary>An analysis of runs that never were: arm i of seed j ends at 0.5 + 0.02·i + 0.01·j.</summary>
public sealed record MadeUpComparison
{
    public const int TrainImages = 900;

    public IReadOnlyList<string> Names { get; init; } = ["standard", "edges", "truth"];

    public int Seeds { get; init; } = 5;

    public long Steps { get; init; } = 700;

    public bool Validation { get; init; } = true;

    public bool SameLearningRates { get; init; } = true;

    /// <summary>Of the arm after standard, for the last threshold.</summary>
    public int Censored { get; init; } = 1;

    public IReadOnlyList<double> Thresholds { get; init; } = [0.4, 0.525];

    public IReadOnlyList<string> Opening { get; init; } = ["Learning rates differ between the arms."];

    public IReadOnlyList<string> Conclusions { get; init; } = ["5 seeds can show 1.9 points.", "12 seeds would do."];

    /// <summary>How often a run of a seed is evaluated.</summary>
    public Func<ulong, long> EvaluateEvery { get; init; } = _ => 50;

    public ComparisonAnalysis Analysis()
    {
        ArmSummary[] arms = [.. Enumerable.Range(0, Names.Count).Select(Summary)];
        ComparisonResults results = new(
            "shapes, network seed", "ilgpucnn compare --seeds 5", Steps, Validation ? "validation" : "test",
            SameLearningRates, [], [.. arms.Select(arm => arm.Arm)]);
        ArmDifference[] differences = [.. arms.Skip(1).Select(Difference)];
        BestOfMany? best = arms.Length == 1 ? null : new(arms[^1].Arm.Name, arms[^1].Test.Mean, arms.Length - 1, 0.5312);
        return new ComparisonAnalysis(results, arms, differences, Thresholds, best, Opening, Conclusions);
    }

    private ArmSummary Summary(int arm)
    {
        ArmRun[] runs = [.. Enumerable.Range(1, Seeds).Select(seed => Run(arm, (ulong)seed))];
        ArmResults results = new(
            Names[arm], (Ordering)(arm % 4), arm == 0 ? null : Names[arm], arm == 0 ? null : "exponential(a=0.8,b=0.2)",
            arm == 0 ? 0 : 0.25 * arm, runs);
        return new ArmSummary(
            results, Mean(runs, run => run.Test.Accuracy),
            Validation ? Mean(runs, run => run.Validation!.Value.Accuracy) : null, Mean(runs, run => run.Test.Loss),
            Mean(runs, run => run.Train.Accuracy - run.Test.Accuracy), new MeanOfSeeds(0.4321, null, Seeds),
            Mean(runs, run => run.Seconds + results.ScoreSeconds),
            [.. Thresholds.Select((threshold, i) => Reached(arm, i, threshold))]);
    }

    private ThresholdReached Reached(int arm, int i, double threshold)
    {
        int censored = arm == 1 && i == Thresholds.Count - 1 ? Math.Min(Seeds, Censored) : 0;
        return 2 * censored > Seeds
            ? new(threshold, Seeds - censored, censored, null, null, null)
            : new(threshold, Seeds - censored, censored, 350, 11_200, 12.34);
    }

    private ArmDifference Difference(ArmSummary arm, int i) => Seeds == 1
        ? new(arm.Arm.Name, 0.02 * (i + 1), null, null, null, null, null)
        : new(arm.Arm.Name, 0.02 * (i + 1), (0.004, 0.036), 0.0625, 0.125, 0.019, 12);

    private static MeanOfSeeds Mean(ArmRun[] runs, Func<ArmRun, double> value)
    {
        double mean = runs.Average(value);
        double squares = runs.Sum(run => Math.Pow(value(run) - mean, 2));
        double? error = runs.Length == 1 ? null : Math.Sqrt(squares / (runs.Length - 1) / runs.Length);
        return new MeanOfSeeds(mean, error, runs.Length);
    }

    private ArmRun Run(int arm, ulong seed)
    {
        double final = 0.49 + (0.02 * arm) + (0.01 * seed);
        List<CurvePoint> curve = [];
        for (long step = EvaluateEvery(seed); step <= Steps; step += EvaluateEvery(seed))
        {
            double accuracy = final * (1 - Math.Exp(-step / 100.0 * (1 + (0.1 * arm))));
            curve.Add(new(step, 32 * step, 0.03 * step, 1.4 - accuracy, accuracy + 0.1, 1.6 - accuracy, accuracy));
        }

        TracePoint[] trace = arm == 0
            ? [new(0, TrainImages, 0.01)]
            : [new(0, 90, 0.01), new(100, 300, 0.01), new(200, 300, 0.005), new(300, TrainImages, 0.005)];
        Evaluation? validation = Validation ? new(100, 1.2, final + 0.005) : null;
        return new ArmRun(
            seed, curve, trace, new(TrainImages, 0.6, final + 0.1), validation, new(400, 1.25, final), 32 * Steps,
            0.03 * Steps);
    }
}
