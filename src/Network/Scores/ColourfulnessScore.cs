using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Scores;

/// <summary>
/// Colourfulness by Hasler and Süsstrunk (<see cref="Colourfulness"/>): more colourful images are taken to be harder.
/// </summary>
[ScoringFunction("colourfulness", "colourfulness by Hasler and Süsstrunk (2003)")]
public sealed class ColourfulnessScore : PixelScore
{
    /// <inheritdoc/>
    protected override string Method =>
        "colourfulness by Hasler and Süsstrunk (2003), σ + 0.3 μ, the lengths of deviations and means of R − G and "
        + "½ (R + G) − B";

    /// <inheritdoc/>
    protected override void Launch(ComputeDevice device, BatchShape shape, Bytes pixels, Floats scores) =>
        new Colourfulness(device).Score(shape, pixels, scores);
}
