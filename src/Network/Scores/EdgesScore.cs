using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.ImageScores;

namespace IlgpuCnn.Network.Scores;

/// <summary>
/// Edge complexity: mean gradient magnitude, or the share of pixels over a threshold; see <see cref="EdgeComplexity"/>.
/// </summary>
/// <param name="Threshold">Gradient magnitude from 0 to 5 whose exceeding is counted; null for the mean.</param>
[Component(
    "edges(threshold=none)",
    "mean gradient magnitude of the luma; with a threshold such as 0.5, share of pixels over it")]
public sealed record EdgesScore(double? Threshold = null) : PixelScore
{
    /// <summary>The score with the arguments of its form, checked.</summary>
    /// <exception cref="InputException">The threshold is not from 0 to 5.</exception>
    public EdgesScore(ComponentArguments a)
        : this(a.OptionalNumber("threshold", least: 0, most: 5))
    {
    }

    /// <inheritdoc/>
    protected override string Method => Threshold is { } over
        ? FormattableString.Invariant($"share of pixels with a Sobel gradient of the luma in [0, 1] over {over}")
        : "mean magnitude of the Sobel gradient of the luma in [0, 1]";

    /// <inheritdoc/>
    protected override bool NeedsColour => false;

    /// <inheritdoc/>
    protected override void Launch(ComputeDevice device, ImagesShape shape, Bytes pixels, Floats scores)
    {
        EdgeComplexity op = new(device);
        if (Threshold is { } over)
            op.ShareOver(shape, over, pixels, scores);
        else
            op.Mean(shape, pixels, scores);
    }
}
