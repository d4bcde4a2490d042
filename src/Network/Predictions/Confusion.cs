namespace IlgpuCnn.Network.Predictions;

/// <summary>One kind of mistake.</summary>
/// <param name="Label">The class that the images are of.</param>
/// <param name="Predicted">The class that they are predicted as.</param>
/// <param name="Count">How many there are.</param>
public readonly record struct Confusion(int Label, int Predicted, int Count);
