namespace IlgpuCnn.Kernels;

/// <summary>
/// Views of what <see cref="ExampleDynamics"/> gathers on the device, an element an image of the data set, all zero
/// before training. Owns nothing.
/// </summary>
/// <param name="Seen">Times the image was seen.</param>
/// <param name="Correct">Times it was predicted correctly.</param>
/// <param name="Forgotten">
/// Forgetting events: times it was predicted wrongly after having been predicted correctly the time before.
/// </param>
/// <param name="CorrectSince">
/// The epoch, from 1, since which it has been predicted correctly each time; 0 if it was not the last time.
/// </param>
/// <param name="MeanProbability">Mean of the probability given to its label, over the times seen.</param>
/// <param name="SquaredDeviations">Sum of that probability's squared deviations from its mean.</param>
/// <param name="ErrorNorm">Mean of ‖softmax − onehot‖₂ over the times seen in one epoch.</param>
/// <param name="ErrorNormSeen">Times seen in that epoch.</param>
public readonly record struct ImageDynamics(
    Ints Seen, Ints Correct, Ints Forgotten, Ints CorrectSince, Floats MeanProbability, Floats SquaredDeviations,
    Floats ErrorNorm, Ints ErrorNormSeen);
