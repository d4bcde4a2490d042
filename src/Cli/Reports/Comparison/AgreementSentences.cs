using IlgpuCnn.Data.Text;
using IlgpuCnn.Network.Comparison;
using IlgpuCnn.Network.Comparison.Published;
using IlgpuCnn.Network.Comparison.Statistics;

namespace IlgpuCnn.Cli.Reports.Comparison;

/// <summary>Whether an arm of ours agrees with the published one, in words.</summary>
internal static class AgreementSentences
{
    /// <summary>A sentence an arm that should agree.</summary>
    public static string Of(ArmSummary ours, PublishedCurve published, double margin)
    {
        string points = $"{NumberText.ShortPercent(margin)} points";
        MeanOfSeeds theirs = published.Final;
        string difference = NumberText.Points(ours.Test.Mean - theirs.Mean);
        if (ours.Test.StandardError is not { } error || theirs.StandardError is not { } theirError)
        {
            return $"{ours.Arm.Name}: {difference} points from the published accuracy; one seed can't show whether they "
                + $"agree within {points}.";
        }

        Equivalence test = Equivalence.Test(
            ours.Test.Mean, error, ours.Test.Count, theirs.Mean, theirError, theirs.Count, margin);
        string verdict = test.Verdict switch
        {
            EquivalenceVerdict.Equivalent => $"agrees with the published accuracy within {points}",
            EquivalenceVerdict.Different => $"differs from the published accuracy by more than {points}",
            _ => $"{ours.Test.Count} seeds can't show whether it agrees with the published accuracy within {points}",
        };
        return $"{ours.Arm.Name}: {verdict}: {difference} points, 90 % interval "
            + $"{NumberText.Interval((test.Low, test.High))}, {NumberText.PEquals(test.P)} (two one-sided tests).";
    }
}
