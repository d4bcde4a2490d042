using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.ImageScores;

namespace IlgpuCnn.Network.Scores;

/// <summary>Colourfulness; see <see cref="Colourfulness"/>.</summary>
[Component("colourfulness", "spread and mean of the opponent colours")]
public sealed record ColourfulnessScore : PixelScore
{
    /// <inheritdoc/>
    protected override string Method => "colourfulness of Hasler and Süsstrunk (2003)";

    /// <inheritdoc/>
    protected override void Launch(ComputeDevice device, ImagesShape shape, Bytes pixels, Floats scores) =>
        new Colourfulness(device).Score(shape, pixels, scores);
}
