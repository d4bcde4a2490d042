using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Network.Comparison;

/// <summary>Everything that a comparison measured, before any statistics.</summary>
/// <param name="Title">What was compared, in words: data, network, steps, batch size.</param>
/// <param name="Command">The command line that made it.</param>
/// <param name="Steps">Gradient steps of every run.</param>
/// <param name="CurveSplit">Which images the curves' accuracy is on: "validation", or "test" for a published curve.
/// </param>
/// <param name="SameLearningRates">Whether all arms had the same learning rate at every step.</param>
/// <param name="Warnings">Sentences that belong beside the results.</param>
/// <param name="Arms">The arms; the first is 'standard'.</param>
public sealed record ComparisonResults(
    string Title, string Command, long Steps, string CurveSplit, bool SameLearningRates,
    IReadOnlyList<string> Warnings, IReadOnlyList<ArmResults> Arms);

/// <summary>All runs of one arm.</summary>
/// <param name="Name">Unique in the comparison.</param>
/// <param name="Ordering">In which order images become visible.</param>
/// <param name="Score">The scoring function; null where none is read.</param>
/// <param name="Pacing">The pacing function; null for standard.</param>
/// <param name="ScoreSeconds">What the score cost, in seconds; 0 where none is read.</param>
/// <param name="Runs">One a seed, by seed.</param>
public sealed record ArmResults(
    string Name, Ordering Ordering, string? Score, string? Pacing, double ScoreSeconds,
    IReadOnlyList<ArmRun> Runs);

/// <summary>One finished run of an arm.</summary>
/// <param name="Seed">Seed of weights, batches and dropout; runs of one seed start with the same weights.</param>
/// <param name="Curve">Evaluations along the way, by step.</param>
/// <param name="Trace">Visible images and learning rate: a row where one of them changes, by step.</param>
/// <param name="Train">On the training images at the end, in evaluation mode.</param>
/// <param name="Validation">On the validation split at the end, where there is one.</param>
/// <param name="Test">On the test set at the end.</param>
/// <param name="Images">Examples seen.</param>
/// <param name="Seconds">Training time, evaluations left out.</param>
public sealed record ArmRun(
    ulong Seed, IReadOnlyList<CurvePoint> Curve, IReadOnlyList<TracePoint> Trace, Evaluation Train,
    Evaluation? Validation, Evaluation Test, long Images, double Seconds);

/// <summary>One evaluation along the way.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Images">Examples seen.</param>
/// <param name="Seconds">Training time so far, evaluations left out.</param>
/// <param name="TrainLoss">Mean training loss since the point before.</param>
/// <param name="TrainAccuracy">Training accuracy since the point before.</param>
/// <param name="Loss">Mean loss on the curve's split.</param>
/// <param name="Accuracy">Share of correct predictions on the curve's split.</param>
public readonly record struct CurvePoint(
    long Step, long Images, double Seconds, double TrainLoss, double TrainAccuracy, double Loss, double Accuracy);
