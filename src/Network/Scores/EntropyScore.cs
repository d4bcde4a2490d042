using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Scores;

/// <summary>Entropy of the luma's histogram (<see cref="LumaEntropy"/>): images of more levels are taken to be harder.
/// </summary>
[ScoringFunction("entropy", "entropy of the luma's histogram, in bits")]
public sealed class EntropyScore : PixelScore
{
    /// <inheritdoc/>
    protected override string Method =>
        "Shannon entropy in bits of the histogram of the luma 0.299 R + 0.587 G + 0.114 B, rounded to 256 levels";

    /// <inheritdoc/>
    protected override void Launch(ComputeDevice device, BatchShape shape, Bytes pixels, Floats scores)
    {
        using LumaEntropy op = new(device);
        op.Score(shape, pixels, scores);
        device.Synchronize();
    }
}
