using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Comparison;

/// <summary>Reads the finished runs of a comparison back from their folders.</summary>
internal static class ComparisonReader
{
    /// <exception cref="InputException">A run's files are missing or damaged.</exception>
    public static ComparisonResults Read(
        ComparisonPlan plan, string title, TrainConfig common, ComparisonFolder folder,
        IReadOnlyDictionary<Arm, ScoreTable?> scores, IReadOnlyList<string> warnings)
    {
        bool onValidation = common.Data.ValidationFraction > 0;
        ArmResults[] arms = [.. plan.Arms.Select(arm => new ArmResults(
            arm.Name, arm.Curriculum.ParseOrdering(), arm.Curriculum.Score,
            arm.Curriculum.ParseOrdering() == Ordering.Standard ? null : arm.Curriculum.Pacing,
            scores[arm]?.Origin.Seconds ?? 0,
            [.. from run in plan.Runs where run.Arm == arm select ReadRun(folder.Run(arm, run.Seed), run.Seed, onValidation)]))];
        return new ComparisonResults(
            title, plan.Command, common.Steps!.Value, onValidation ? "validation" : "test",
            SameLearningRates(arms), warnings, arms);
    }

    private static ArmRun ReadRun(RunFolder folder, ulong seed, bool onValidation)
    {
        RunOutcome outcome = RunOutcome.Load(folder.Outcome);
        List<CurvePoint> curve = [];
        foreach (MetricsRow row in MetricsFile.Read(folder.Metrics))
        {
            if ((onValidation ? row.Validation : row.Test) is { } evaluation)
            {
                curve.Add(new CurvePoint(
                    row.Step, row.Images, row.Seconds, row.Loss, row.Accuracy, evaluation.Loss, evaluation.Accuracy));
            }
        }

        return new ArmRun(
            seed, curve, TraceFile.Read(folder.Trace),
            outcome.Train ?? throw new InputException($"'{folder.Outcome}' lacks the training images' evaluation."),
            outcome.Validation, outcome.Test, outcome.Images, outcome.Seconds);
    }

    // By seed, since a trace may depend on the scores that a run made itself.
    private static bool SameLearningRates(ArmResults[] arms) => arms.Skip(1).All(arm =>
        arm.Runs.Zip(arms[0].Runs).All(pair => Rates(pair.First.Trace).SequenceEqual(Rates(pair.Second.Trace))));

    // The steps at which the rate changes, whatever becomes visible between them.
    private static List<(long Step, double Rate)> Rates(IReadOnlyList<TracePoint> trace)
    {
        List<(long Step, double Rate)> changes = [];
        foreach (TracePoint point in trace)
        {
            if (changes.Count == 0 || changes[^1].Rate != point.LearningRate)
                changes.Add((point.Step, point.LearningRate));
        }

        return changes;
    }
}
