using System.Globalization;
using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Network.Comparison;
using IlgpuCnn.Network.Comparison.Published;
using IlgpuCnn.Network.Comparison.Statistics;

namespace IlgpuCnn.Cli.Reports;

/// <summary>Our small mammals beside the published ones, arm by arm.</summary>
internal static class SmallMammalsSection
{
    private const double Margin = 0.015;

    private const string Source =
        "Published: Hacohen and Weinshall 2019, case 1, mean of 30 seeds; its curriculum and anti have a teacher that was "
        + "trained on ImageNet, ours a cross-validated one.";

    public static IReadOnlyList<ReportBlock> Of(ComparisonAnalysis analysis)
    {
        IReadOnlyList<PublishedCurve> published = PublishedCurve.SmallMammals();
        return PublishedSection.Of(analysis, published, Source, [.. Verdicts(analysis, published)]);
    }

    // Only the arms that need no teacher are the same experiment.
    private static IEnumerable<string> Verdicts(
        ComparisonAnalysis analysis, IReadOnlyList<PublishedCurve> published)
    {
        foreach (ArmSummary arm in analysis.Arms)
        {
            if (arm.Arm.Ordering is not (Ordering.Standard or Ordering.Random))
                continue;
            MeanOfSeeds theirs = published.First(curve => curve.Arm == arm.Arm.Ordering).Final;
            yield return arm.Test.StandardError is { } error
                ? Sentence(arm.Arm.Name, Equivalence.Test(
                    arm.Test.Mean, error, arm.Test.Count, theirs.Mean, theirs.StandardError!.Value, theirs.Count,
                    Margin))
                : $"{arm.Arm.Name}: one seed can't show whether it agrees with the published arm.";
        }
    }

    private static string Sentence(string arm, Equivalence test)
    {
        string verdict = test.Verdict switch
        {
            EquivalenceVerdict.Equivalent => "agrees with the published arm within 1.5 points",
            EquivalenceVerdict.Different => "differs from the published arm by more than 1.5 points",
            _ => "is neither shown to agree with the published arm within 1.5 points nor to differ by more",
        };
        string p = test.P.ToString("0.####", CultureInfo.InvariantCulture);
        return $"{arm} {verdict}: {Points(test.Difference)} points, 90 % interval {Points(test.Low)} to "
            + $"{Points(test.High)}, p = {p} (two one-sided tests).";
    }

    private static string Points(double share) =>
        (100 * share).ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture);
}
