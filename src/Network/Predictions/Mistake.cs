namespace IlgpuCnn.Network.Predictions;

/// <summary>An image that is predicted wrongly.</summary>
/// <param name="Image">Its index in the set.</param>
/// <param name="Label">Its class.</param>
/// <param name="Predicted">The predicted class.</param>
/// <param name="Probability">Of the predicted class.</param>
public readonly record struct Mistake(int Image, int Label, int Predicted, double Probability);
