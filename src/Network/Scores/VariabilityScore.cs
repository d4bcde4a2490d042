namespace IlgpuCnn.Network.Scores;

/// <summary>
/// The standard deviation of the label's probability over training, "variability" of Swayamdipta et al., "Dataset
/// Cartography", EMNLP 2020. High is ambiguous: what is easy all along and what stays hard to the end both score low.
/// </summary>
[ScoringFunction("variability", "deviation of the label's probability in one training run: high is ambiguous")]
public sealed class VariabilityScore : DynamicsScore
{
    /// <inheritdoc/>
    protected override double[] Pick(DynamicsRecord record) => record.Variability();

    /// <inheritdoc/>
    protected override string Method(DynamicsRecord record) =>
        "standard deviation of the label's probability over the epochs (high is ambiguous)";
}
