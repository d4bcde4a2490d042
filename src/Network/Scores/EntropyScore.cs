using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.ImageScores;

namespace IlgpuCnn.Network.Scores;

/// <summary>Entropy of the luma; see <see cref="LumaEntropy"/>.</summary>
[Component("entropy", "entropy of the histogram of the luma, in bits")]
public sealed record EntropyScore : PixelScore
{
    /// <inheritdoc/>
    protected override string Method => "entropy in bits of the histogram of the luma, 256 bins";

    /// <inheritdoc/>
    protected override bool NeedsColour => false;

    /// <inheritdoc/>
    protected override void Launch(ComputeDevice device, ImagesShape shape, Bytes pixels, Floats scores)
    {
        LumaEntropy op = new(device);
        using var histograms = device.Allocate<int>(op.HistogramsLength(shape));
        op.Score(shape, pixels, histograms.View, scores);
    }
}
