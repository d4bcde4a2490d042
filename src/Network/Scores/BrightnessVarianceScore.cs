using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Scores;

/// <summary>Variance of the luma (<see cref="BrightnessVariance"/>): images of more contrast are taken to be harder.
/// </summary>
[ScoringFunction("brightness-variance", "variance of the luma")]
public sealed class BrightnessVarianceScore : PixelScore
{
    /// <inheritdoc/>
    protected override string Method =>
        "population variance over the pixels of the luma 0.299 R + 0.587 G + 0.114 B in [0, 1]";

    /// <inheritdoc/>
    protected override void Launch(ComputeDevice device, BatchShape shape, Bytes pixels, Floats scores) =>
        new BrightnessVariance(device).Score(shape, pixels, scores);
}
