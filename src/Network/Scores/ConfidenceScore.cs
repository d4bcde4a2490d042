using IlgpuCnn.Data.Catalogs;

namespace IlgpuCnn.Network.Scores;

/// <summary>
/// One minus the mean probability of an image's class (Swayamdipta et al., "Dataset Cartography", EMNLP 2020).
/// </summary>
[Component("confidence", "1 − mean probability of the image's class over training")]
public sealed record ConfidenceScore : DynamicsScore
{
    /// <inheritdoc/>
    protected override string Method => "1 − mean probability of the image's class";

    /// <inheritdoc/>
    protected override double Of(DynamicsTable table, int image, int epochs) =>
        1 - table.Confidence[image];
}
