using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.ImageScores;

namespace IlgpuCnn.Network.Scores;

/// <summary>Variance of the luma; see <see cref="BrightnessVariance"/>.</summary>
[Component("brightness-variance", "variance of the luma")]
public sealed record BrightnessVarianceScore : PixelScore
{
    /// <inheritdoc/>
    protected override string Method => "variance of the luma in [0, 1] over the pixels";

    /// <inheritdoc/>
    protected override bool NeedsColour => false;

    /// <inheritdoc/>
    protected override void Launch(ComputeDevice device, ImagesShape shape, Bytes pixels, Floats scores) =>
        new BrightnessVariance(device).Score(shape, pixels, scores);
}
