namespace IlgpuCnn.Network.Predictions;

/// <summary>How well one class is found; a ratio without anything to divide by is null.</summary>
/// <param name="Precision">Of the images predicted as the class, the share that are of it: TP / (TP + FP).</param>
/// <param name="Recall">Of the class's images, the share that are predicted as it: TP / (TP + FN).</param>
/// <param name="F1">2·TP / (2·TP + FP + FN), the harmonic mean of both.</param>
/// <param name="Support">The class's images.</param>
/// <param name="Predicted">Images predicted as the class.</param>
public readonly record struct ClassScores(double? Precision, double? Recall, double? F1, int Support, int Predicted);
