namespace IlgpuCnn.Network.Training;

/// <summary>How long a training is, over a number of images.</summary>
/// <param name="BatchSize">Images of a whole batch.</param>
/// <param name="StepsPerEpoch">Steps of one pass over the images, the last batch being the rest.</param>
/// <param name="Steps">Steps of the run.</param>
public readonly record struct TrainingLength(int BatchSize, int StepsPerEpoch, long Steps);
