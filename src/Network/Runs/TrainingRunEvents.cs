using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Network.Runs;

/// <summary>Where a run stands.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps of the whole run.</param>
/// <param name="Epoch">Passes over the training set done, whole and in part.</param>
/// <param name="Loss">Mean training loss since the last report.</param>
/// <param name="Accuracy">Training accuracy since the last report.</param>
/// <param name="LearningRate">Rate of the last step.</param>
/// <param name="ImagesPerSecond">Training images a second since the start, evaluations left out.</param>
/// <param name="TimeLeft">At that speed.</param>
public readonly record struct RunProgress(
    long Step, long Steps, double Epoch, double Loss, double Accuracy, double LearningRate, double ImagesPerSecond,
    TimeSpan TimeLeft);

/// <summary>One evaluation along the way.</summary>
public readonly record struct RunEvaluation(long Step, double Epoch, Evaluation? Validation, Evaluation? Test);

/// <summary>How a run ended.</summary>
/// <param name="Folder">Where its files are.</param>
/// <param name="Step">Steps done.</param>
/// <param name="Cancelled">Whether it was stopped before its end.</param>
/// <param name="Train">On the training images, in evaluation mode, where that was asked for.</param>
/// <param name="Validation">On the validation split, where there is one.</param>
/// <param name="Test">On the test set, read once at the end; null when cancelled.</param>
/// <param name="ImagesPerSecond">Training images a second, evaluations left out.</param>
/// <param name="Elapsed">From the first step to the last evaluation.</param>
public sealed record RunResult(
    string Folder, long Step, bool Cancelled, Evaluation? Train, Evaluation? Validation, Evaluation? Test,
    double ImagesPerSecond, TimeSpan Elapsed)
{
    /// <summary>
    /// The probability of each class for each test image (Count, Classes), of the same reading as <see cref="Test"/>;
    /// null when cancelled, or where <see cref="TrainingRun.KeepProbabilities"/> is not set.
    /// </summary>
    public float[]? Probabilities { get; init; }
}

/// <summary>Is told how a run goes, for progress and messages.</summary>
public interface IRunObserver
{
    /// <summary>Data and network are ready; nothing is trained yet.</summary>
    void OnStarted(TrainingRun run);

    /// <summary>Some steps are done.</summary>
    void OnProgress(in RunProgress progress);

    /// <summary>An evaluation is done.</summary>
    void OnEvaluated(in RunEvaluation evaluation);
}
