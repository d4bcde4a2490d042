using IlgpuCnn.Network.Comparison.Statistics;

namespace IlgpuCnn.Network.Comparison;

/// <summary>Turns what a comparison measured into means, differences and sentences.</summary>
public static class Analyst
{
    // Of the standard arm's final accuracy, which no other arm has a say in.
    private static readonly double[] ThresholdShares = [0.5, 0.75, 0.9, 0.95];

    /// <summary>Analyses a comparison.</summary>
    /// <param name="results">What was measured.</param>
    /// <param name="thresholds">
    /// Accuracies in [0, 1] whose reaching is timed; null for shares of the standard arm's final accuracy.
    /// </param>
    public static ComparisonAnalysis Analyse(ComparisonResults results, IReadOnlyList<double>? thresholds = null)
    {
        double[] timed = [.. (thresholds ?? Thresholds(results)).Distinct().Order()];
        ArmSummary[] arms = [.. results.Arms.Select(arm => Summarise(arm, timed))];
        ArmDifference[] differences = Differences(results.Arms);
        BestOfMany? best = Best(arms);
        return new ComparisonAnalysis(
            results, arms, differences, timed, best, [.. OpeningSentences.Of(results)],
            [.. ConclusionSentences.Of(results, arms, differences)]);
    }

    // Whole percents, of the mean final accuracy of standard's curves.
    private static IEnumerable<double> Thresholds(ComparisonResults results)
    {
        ArmRun[] runs = [.. results.Arms[0].Runs.Where(run => run.Curve.Count > 0)];
        if (runs.Length == 0)
            return [];
        double final = runs.Average(run => run.Curve[^1].Accuracy);
        return ThresholdShares.Select(share => Math.Round(final * share, 2)).Where(accuracy => accuracy > 0);
    }

    private static ArmSummary Summarise(ArmResults arm, double[] thresholds)
    {
        IReadOnlyList<ArmRun> runs = arm.Runs;
        return new ArmSummary(
            arm, Mean(runs, run => run.Test.Accuracy),
            runs.All(run => run.Validation is not null) ? Mean(runs, run => run.Validation!.Value.Accuracy) : null,
            Mean(runs, run => run.Test.Loss), Mean(runs, run => run.Train.Accuracy - run.Test.Accuracy),
            Mean([.. runs.Where(run => run.Curve.Count > 0)], run => Curves.Area(run.Curve)),
            Mean(runs, run => run.Seconds + arm.ScoreSeconds),
            [.. thresholds.Select(threshold => Reached(arm, threshold))]);
    }

    private static ThresholdReached Reached(ArmResults arm, double threshold)
    {
        CurvePoint?[] points = [.. arm.Runs.Select(run => Curves.FirstReaching(run.Curve, threshold))];
        int reached = points.Count(point => point is not null);
        return new ThresholdReached(
            threshold, reached, points.Length - reached,
            Curves.CensoredMedian([.. points.Select(point => (double?)point?.Step)]),
            Curves.CensoredMedian([.. points.Select(point => (double?)point?.Images)]),
            Curves.CensoredMedian([.. points.Select(point => point?.Seconds + arm.ScoreSeconds)]));
    }

    private static ArmDifference[] Differences(IReadOnlyList<ArmResults> arms)
    {
        Dictionary<ulong, double> standard = arms[0].Runs.ToDictionary(run => run.Seed, run => run.Test.Accuracy);
        ArmResults[] others =
            [.. arms.Skip(1).Where(arm => arm.Runs.Any(run => standard.ContainsKey(run.Seed)))];
        PairedDifference[] pairs = [.. others.Select(arm => new PairedDifference(
            [.. arm.Runs.Where(run => standard.ContainsKey(run.Seed))
                .Select(run => run.Test.Accuracy - standard[run.Seed])]))];
        double?[] p = [.. pairs.Select(pair => SignFlipTest.P(pair.Values))];
        double[] adjusted = HolmCorrection.Adjust([.. p.OfType<double>()]);
        int tested = 0;
        return [.. others.Select((arm, i) => new ArmDifference(
            arm.Name, pairs[i].Mean, pairs[i].Interval(), p[i], p[i] is null ? null : adjusted[tested++],
            PairedPower.Detectable(pairs[i].Deviation, pairs[i].Count),
            PairedPower.PairsNeeded(pairs[i].Mean, pairs[i].Deviation)))];
    }

    // Chosen on validation, where there is a split; what luck brings is measured on the test set, where it is shown.
    private static BestOfMany? Best(ArmSummary[] arms)
    {
        if (arms.Length < 2)
            return null;
        ArmSummary best = arms.Skip(1).MaxBy(arm => (arm.Validation ?? arm.Test).Mean)!;
        MeanOfSeeds standard = arms[0].Test;
        double luck = (standard.StandardError ?? 0) * ExpectedMaximum.OfNormals(arms.Length - 1);
        return new BestOfMany(best.Arm.Name, best.Test.Mean, arms.Length - 1, standard.Mean + luck);
    }

    private static MeanOfSeeds Mean(IReadOnlyList<ArmRun> runs, Func<ArmRun, double> number)
    {
        if (runs.Count == 0)
            return new MeanOfSeeds(double.NaN, null, 0);
        PairedDifference values = new([.. runs.Select(number)]);
        return new MeanOfSeeds(values.Mean, values.Deviation / Math.Sqrt(values.Count), values.Count);
    }
}
