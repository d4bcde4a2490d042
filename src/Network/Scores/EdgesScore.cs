using IlgpuCnn.Data;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Scores;

/// <summary>
/// Edge complexity (<see cref="EdgeComplexity"/>): the mean gradient magnitude or, with a threshold, the share of
/// pixels over it. Images with more edges are taken to be harder.
/// </summary>
[ScoringFunction(
    "edges", "mean Sobel gradient of the luma, or the share of pixels over a threshold; edges(threshold=0.25)")]
public sealed class EdgesScore(NamedArguments arguments) : PixelScore
{
    private readonly double threshold = arguments.Number("threshold", double.NaN, least: 0, most: 1); // NaN: none

    /// <inheritdoc/>
    protected override string Method
    {
        get
        {
            string what = double.IsNaN(threshold)
                ? "mean over the interior pixels"
                : FormattableString.Invariant($"share over {threshold} among the interior pixels");
            return $"{what} of the Sobel gradient magnitude √(gx² + gy²) of the luma 0.299 R + 0.587 G + 0.114 B, in "
                + "which a straight edge between black and white has 1";
        }
    }

    /// <inheritdoc/>
    protected override void Launch(ComputeDevice device, BatchShape shape, Bytes pixels, Floats scores)
    {
        EdgeComplexity op = new(device);
        if (double.IsNaN(threshold))
            op.Mean(shape, pixels, scores);
        else
            op.ShareOver(threshold, shape, pixels, scores);
    }
}
