using IlgpuCnn.Data.Text;
using IlgpuCnn.Network.Comparison.Statistics;

namespace IlgpuCnn.Network.Comparison;

/// <summary>What can be concluded, what can't, and what would settle it.</summary>
internal static class ConclusionSentences
{
    private const double Level = 0.05;

    public static IEnumerable<string> Of(
        ComparisonResults results, IReadOnlyList<ArmSummary> arms, IReadOnlyList<ArmDifference> differences)
    {
        foreach (ArmDifference difference in differences)
        {
            ArmResults arm = results.Arms.First(arm => arm.Name == difference.Arm);
            int pairs = arm.Runs.Count(run => results.Arms[0].Runs.Any(other => other.Seed == run.Seed));
            yield return Accuracy(difference, pairs, differences.Count);
        }

        foreach (ArmSummary arm in arms.Skip(1))
        {
            string? common = Convergence(arms[0], arm);
            string? alone = OneAlone(arms[0], arm, results.Steps);
            if (common is not null)
                yield return common;
            if (alone is not null)
                yield return alone;
            if (common is null && alone is null && arm.Reached.Count > 0)
                yield return $"{arm.Arm.Name} and standard reach no common accuracy in most runs.";
        }
    }

    private static string Accuracy(ArmDifference d, int pairs, int arms)
    {
        if (d.Interval is not { } interval)
        {
            return $"{d.Arm} has {NumberText.Points(d.Mean)} points against standard in one seed, which shows nothing: "
                + "one seed can't tell a difference from chance.";
        }

        string seen = $"{NumberText.Points(d.Mean)} points (95 % interval {NumberText.Interval(interval)}, "
            + $"{NumberText.PEquals(d.AdjustedP!.Value)}{Corrected(arms)})";
        bool excludesZero = interval.Low > 0 || interval.High < 0;
        string direction = d.Mean > 0 ? "better" : "worse";
        if (excludesZero && d.AdjustedP <= Level)
            return $"{d.Arm} is {direction} than standard by {seen}.";
        if (excludesZero && SignFlipTest.Least(pairs) * arms > Level)
        {
            return $"{d.Arm} looks {direction} than standard, by {seen}: the interval excludes 0, but {pairs} seeds "
                + $"can't bring p under {NumberText.P(Math.Min(1, SignFlipTest.Least(pairs) * arms))} by permutation"
                + $"{Corrected(arms)}; {SeedsForP(arms)} seeds could.";
        }

        return $"{d.Arm}: no difference from standard is shown, {seen}. {Power(d, pairs, arms)}";
    }

    private static string Power(ArmDifference d, int pairs, int arms)
    {
        if (d.Detectable is not { } detectable)
            return "";

        // Neither the t test nor the permutation can do with fewer.
        int? seeds = d.SeedsNeeded is { } needed ? Math.Max(needed, SeedsForP(arms)) : null;
        string settled = seeds is null ? "no practical number of seeds would settle it"
            : seeds <= pairs ? $"{seeds} seeds show a difference as seen four times in five"
            : $"about {seeds} seeds would settle it";
        return $"{pairs} seeds can show a difference of {NumberText.Percent(detectable)} points; the one seen is "
            + $"{NumberText.Percent(Math.Abs(d.Mean))}; {settled}.";
    }

    private static string? Convergence(ArmSummary standard, ArmSummary arm)
    {
        // The hardest threshold that both reach in most runs.
        int i = standard.Reached.Count - 1;
        while (i >= 0 && (standard.Reached[i].Steps is null || arm.Reached[i].Steps is null))
            i--;
        if (i < 0)
            return null;
        ThresholdReached ours = arm.Reached[i];
        ThresholdReached theirs = standard.Reached[i];
        string cost = arm.Arm.ScoreSeconds >= 0.5
            ? $", of which the score took {NumberText.Seconds(arm.Arm.ScoreSeconds)} s"
            : "";
        string[] censored = [.. Never(arm.Arm.Name, ours), .. Never("standard", theirs)];
        string never = censored.Length > 0 ? $" ({string.Join(" and ", censored)} never did)" : "";
        return $"{arm.Arm.Name} reaches {NumberText.ShortPercent(ours.Threshold)} % in {Cost(ours)}{cost}; standard in "
            + $"{Cost(theirs)}{never}.";
    }

    // The hardest accuracy that one of them reaches in most runs and the other does not.
    private static string? OneAlone(ArmSummary standard, ArmSummary arm, long steps)
    {
        int i = standard.Reached.Count - 1;
        while (i >= 0 && (standard.Reached[i].Steps is null) == (arm.Reached[i].Steps is null))
            i--;
        if (i < 0)
            return null;
        (ArmSummary there, ArmSummary not) = standard.Reached[i].Steps is null ? (arm, standard) : (standard, arm);
        ThresholdReached reached = there.Reached[i];
        ThresholdReached missed = not.Reached[i];
        string ifAny = string.Join("", Never(there.Arm.Name, reached).Select(runs => $" ({runs} never did)"));
        string seldom = missed.Runs > 0 ? $"does in {missed.Runs} of {missed.Runs + missed.Censored} runs only" : "never does";
        return $"{there.Arm.Name} reaches {NumberText.ShortPercent(reached.Threshold)} % in "
            + $"{Plural.Of(reached.Steps!.Value, "step")}{ifAny}; {not.Arm.Name} {seldom}, in "
            + $"{Plural.Of(steps, "step")}.";
    }

    private static string Cost(ThresholdReached reached) =>
        $"{Plural.Of(reached.Steps!.Value, "step")} and {NumberText.Seconds(reached.Seconds)} s";

    private static IEnumerable<string> Never(string arm, ThresholdReached reached)
    {
        if (reached.Censored > 0)
            yield return $"{reached.Censored} of {reached.Runs + reached.Censored} runs of {arm}";
    }

    // The fewest seeds whose least p, corrected, is under the level.
    private static int SeedsForP(int arms) => Enumerable.Range(2, 60).First(n => SignFlipTest.Least(n) * arms <= Level);

    private static string Corrected(int arms) => arms > 1 ? $" after Holm for {arms} arms" : "";
}
