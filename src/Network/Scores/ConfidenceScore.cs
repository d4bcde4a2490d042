namespace IlgpuCnn.Network.Scores;

/// <summary>
/// 1 − the mean probability of the label over training: 1 − "confidence" of Swayamdipta et al., "Dataset Cartography",
/// EMNLP 2020.
/// </summary>
[ScoringFunction("confidence", "1 - mean probability of the label in one training run")]
public sealed class ConfidenceScore : DynamicsScore
{
    /// <inheritdoc/>
    protected override double[] Pick(DynamicsRecord record) => record.Unconfidence();

    /// <inheritdoc/>
    protected override string Method(DynamicsRecord record) =>
        "1 - mean probability of the label over the epochs";
}
