namespace IlgpuCnn.Network.Training;

/// <summary>What one training step saw, before its update.</summary>
/// <param name="Step">Number of the step, from 0.</param>
/// <param name="Count">Examples of its batch.</param>
/// <param name="Loss">Mean cross-entropy of the batch.</param>
/// <param name="Correct">Correct predictions in the batch.</param>
public readonly record struct StepMetrics(long Step, int Count, double Loss, int Correct);

/// <summary>Loss and accuracy over a whole set of images, in evaluation mode.</summary>
/// <param name="Count">Images.</param>
/// <param name="Loss">Mean cross-entropy.</param>
/// <param name="Accuracy">Share of correct predictions.</param>
public readonly record struct Evaluation(int Count, double Loss, double Accuracy);
