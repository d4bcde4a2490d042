using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.ImageScores;

namespace IlgpuCnn.Network.Scores;

/// <summary>
/// Edge complexity: mean gradient magnitude, or the share of pixels over a threshold; see <see cref="EdgeComplexity"/>.
/// </summary>
[ScoringFunction(
    "edges", "mean gradient magnitude of the luma; edges(threshold=0.5): share of pixels over the threshold")]
public sealed class EdgesScore : PixelScore
{
    private readonly double? threshold;

    /// <exception cref="InputException">The threshold is not from 0 to 5.</exception>
    public EdgesScore(NamedArguments arguments)
    {
        if (arguments.Has("threshold"))
            threshold = arguments.Number("threshold", least: 0, most: 5);
    }

    /// <inheritdoc/>
    protected override string Method => threshold is { } over
        ? FormattableString.Invariant($"share of pixels with a Sobel gradient of the luma in [0, 1] over {over}")
        : "mean magnitude of the Sobel gradient of the luma in [0, 1]";

    /// <inheritdoc/>
    protected override void Launch(ComputeDevice device, RgbImagesShape shape, Bytes pixels, Floats scores)
    {
        EdgeComplexity op = new(device);
        if (threshold is { } over)
            op.ShareOver(shape, over, pixels, scores);
        else
            op.Mean(shape, pixels, scores);
    }
}
