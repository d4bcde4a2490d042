using IlgpuCnn.Data.Catalogs;

namespace IlgpuCnn.Network.Scores;

/// <summary>
/// Standard deviation of the probability of an image's class (Swayamdipta et al., "Dataset Cartography", EMNLP 2020):
/// large for ambiguous images, small for easy and for hopeless ones.
/// </summary>
[Component("variability", "deviation of the probability of the image's class over training")]
public sealed record VariabilityScore : DynamicsScore
{
    /// <inheritdoc/>
    protected override string Method => "standard deviation of the probability of the image's class";

    /// <inheritdoc/>
    protected override double Of(DynamicsTable table, int image, int epochs) =>
        Math.Sqrt(table.Spread[image] / table.Seen[image]);
}
