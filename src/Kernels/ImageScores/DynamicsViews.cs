namespace IlgpuCnn.Kernels.ImageScores;

/// <summary>
/// Views of what training has seen of each image of a data set so far, on the device: one element an image. All
/// elements start at 0. Owns nothing.
/// </summary>
/// <param name="Seen">How often it was in a batch.</param>
/// <param name="Correct">How often its prediction was right.</param>
/// <param name="Forgotten">How often it went from right to wrong, from one time to the next.</param>
/// <param name="Learned">The epoch, from 1, since which it has been right every time; 0 while it is wrong.</param>
/// <param name="Confidence">Mean probability of its class.</param>
/// <param name="Spread">Σ (probability − mean)².</param>
/// <param name="ErrorNorm">
/// EL2N, ‖softmax − onehot‖₂, at the epoch that <see cref="ExampleDynamics.Record"/> is to keep it of.
/// </param>
public readonly record struct DynamicsViews(
    Ints Seen, Ints Correct, Ints Forgotten, Ints Learned, Floats Confidence, Floats Spread, Floats ErrorNorm);
