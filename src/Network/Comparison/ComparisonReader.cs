using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Data.Scores;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Runs;
using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Network.Comparison;

/// <summary>Reads the finished runs of a comparison back from their folders.</summary>
internal static class ComparisonReader
{
    /// <exception cref="InputException">A run's files are missing or damaged.</exception>
    public static ComparisonResults Read(
        ComparisonPlan plan, string title, RunConfig common, ComparisonFolder folder,
        IReadOnlyDictionary<Arm, ScoreTable?> scores, IReadOnlyList<string> warnings)
    {
        bool onValidation = common.Data.Validation > 0;
        ArmResults[] arms = [.. plan.Arms.Select(arm => new ArmResults(
            arm.Name, arm.Curriculum.Ordering, arm.Curriculum.Score?.Text,
            arm.Curriculum.Ordering == Ordering.Standard ? null : arm.Curriculum.Pacing.Text,
            scores[arm]?.Origin.Seconds ?? 0,
            [.. from run in plan.Runs where run.Arm == arm select ReadRun(folder.Run(arm, run.Seed), run.Seed, common)]))];
        return new ComparisonResults(
            title, plan.Command, common.Training.Steps!.Value, onValidation ? "validation" : "test",
            SameLearningRates(arms), warnings, arms);
    }

    /// <summary>Reads one finished run.</summary>
    /// <param name="folder">Where it is.</param>
    /// <param name="seed">Its seed.</param>
    /// <param name="common">What all runs have in common, complete.</param>
    /// <exception cref="InputException">A file of it is missing, damaged or cut short; it says what to do.</exception>
    public static ArmRun ReadRun(RunFolder folder, ulong seed, RunConfig common)
    {
        try
        {
            long steps = common.Training.Steps!.Value;
            RunOutcome outcome = RunOutcome.Load(folder.Outcome);
            if (outcome.Steps != steps)
                throw new InputException($"'{folder.Outcome}' is of {outcome.Steps} steps, where the run has {steps}.");
            IReadOnlyList<TracePoint> trace = TraceFile.Read(folder.Trace);
            if (trace[^1].Step != steps)
                throw new InputException($"'{folder.Trace}' ends at step {trace[^1].Step} of {steps}.");
            return new ArmRun(
                seed, ReadCurve(folder.Metrics, common), trace,
                outcome.Train ?? throw new InputException($"'{folder.Outcome}' lacks the training images' evaluation."),
                outcome.Validation, outcome.Test, outcome.Images, outcome.Seconds);
        }
        catch (InputException e)
        {
            throw folder.ToBeRepeated(e);
        }
    }

    private static List<CurvePoint> ReadCurve(string path, RunConfig common)
    {
        bool onValidation = common.Data.Validation > 0;
        List<CurvePoint> curve = [];
        foreach (MetricsRow row in MetricsFile.Read(path))
        {
            if ((onValidation ? row.Validation : row.Test) is { } evaluation)
            {
                curve.Add(new CurvePoint(
                    row.Step, row.Images, row.Seconds, row.Loss, row.Accuracy, evaluation.Loss, evaluation.Accuracy));
            }
        }

        long at = 0;
        for (int i = 0; at < common.Training.Steps; i++)
        {
            at = Math.Min(at + common.EvaluateEvery!.Value, common.Training.Steps!.Value);
            if (i >= curve.Count || curve[i].Step != at)
                throw new InputException($"'{path}' is damaged: it lacks the evaluation after step {at}.");
        }

        return curve;
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
