namespace IlgpuCnn.Network.Comparison;

/// <summary>Mean of one number a seed.</summary>
/// <param name="Mean">Of the seeds.</param>
/// <param name="StandardError">Deviation / √seeds; null for one seed.</param>
/// <param name="Count">Seeds.</param>
public readonly record struct MeanOfSeeds(double Mean, double? StandardError, int Count);

/// <summary>
/// What a comparison's runs say. Accuracies, gaps and differences are shares in [0, 1], not points.
/// </summary>
/// <param name="Results">What was measured.</param>
/// <param name="Arms">A summary an arm, in the results' order.</param>
/// <param name="Differences">Each arm but the first against the first, 'standard'.</param>
/// <param name="Thresholds">Accuracies whose reaching is timed, ascending.</param>
/// <param name="Best">Best arm beside best of as many standard runs; null where there is no arm but standard.</param>
/// <param name="Opening">Sentences for the first lines: unequal learning rates, warnings.</param>
/// <param name="Conclusions">Sentences: what can be concluded, what can't, and what would settle it.</param>
public sealed record ComparisonAnalysis(
    ComparisonResults Results, IReadOnlyList<ArmSummary> Arms, IReadOnlyList<ArmDifference> Differences,
    IReadOnlyList<double> Thresholds, BestOfMany? Best, IReadOnlyList<string> Opening,
    IReadOnlyList<string> Conclusions);

/// <summary>One arm over its seeds.</summary>
/// <param name="Arm">The runs.</param>
/// <param name="Test">Final test accuracy.</param>
/// <param name="Validation">Final validation accuracy, where there is a split.</param>
/// <param name="TestLoss">Final test loss.</param>
/// <param name="Gap">Training accuracy, in evaluation mode, minus test accuracy.</param>
/// <param name="AreaUnderCurve">Mean accuracy over the steps of the run: the curve's area / steps.</param>
/// <param name="Seconds">Training seconds of a run, the score's cost included.</param>
/// <param name="Reached">When each threshold was reached, in the thresholds' order.</param>
public sealed record ArmSummary(
    ArmResults Arm, MeanOfSeeds Test, MeanOfSeeds? Validation, MeanOfSeeds TestLoss, MeanOfSeeds Gap,
    MeanOfSeeds AreaUnderCurve, MeanOfSeeds Seconds, IReadOnlyList<ThresholdReached> Reached);

/// <summary>When an arm's curve reached an accuracy.</summary>
/// <param name="Threshold">The accuracy.</param>
/// <param name="Runs">Runs that reached it.</param>
/// <param name="Censored">Runs that ended before they did.</param>
/// <param name="Steps">Median of steps over all runs, a censored run counting as later than any; null where that median
/// run is censored.</param>
/// <param name="Images">Median of examples seen, censored runs counted as for steps.</param>
/// <param name="Seconds">Median of training seconds, the score's cost included, censored runs counted as for steps.</param>
public sealed record ThresholdReached(
    double Threshold, int Runs, int Censored, double? Steps, double? Images, double? Seconds);

/// <summary>An arm's final test accuracy minus standard's, paired by seed.</summary>
/// <param name="Arm">Its name.</param>
/// <param name="Mean">Mean difference.</param>
/// <param name="Interval">Its 95 % interval (Student's t, n − 1 degrees of freedom); null for fewer than two pairs.
/// </param>
/// <param name="P">Two-sided p by sign-flip permutation of the pairs; null for fewer than two pairs.</param>
/// <param name="AdjustedP">P after Holm's correction for the number of arms.</param>
/// <param name="Detectable">The difference that this many seeds would show with power 0.8; null where unknown.</param>
/// <param name="SeedsNeeded">Seeds that would show the difference seen with power 0.8; null where unknown or endless.
/// </param>
public sealed record ArmDifference(
    string Arm, double Mean, (double Low, double High)? Interval, double? P, double? AdjustedP, double? Detectable,
    int? SeedsNeeded);

/// <summary>What picking the best of many arms brings by luck alone.</summary>
/// <param name="Arm">The arm with the best validation accuracy (test accuracy where there is no split).</param>
/// <param name="Test">Its test accuracy.</param>
/// <param name="Arms">How many arms it is the best of, k.</param>
/// <param name="BestStandard">Expected test accuracy of the best of k arms that are all standard.</param>
public sealed record BestOfMany(string Arm, double Test, int Arms, double BestStandard);
