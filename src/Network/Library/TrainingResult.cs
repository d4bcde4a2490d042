using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Network.Library;

/// <summary>What a training came to.</summary>
/// <param name="Steps">What each step saw, before its update.</param>
/// <param name="Validation">On the validation split, where there is one.</param>
/// <param name="Test">On the test set, read once at the end.</param>
/// <param name="Seconds">Training time, evaluations left out.</param>
public sealed record TrainingResult(
    IReadOnlyList<StepMetrics> Steps, Evaluation? Validation, Evaluation Test, double Seconds)
{
    /// <summary>Mean loss of the last steps, up to a hundred.</summary>
    public double LastLoss => Steps.TakeLast(100).Average(step => step.Loss);
}
