namespace IlgpuCnn.Network.Scores;

/// <summary>
/// Forgetting events (Toneva et al., "An Empirical Study of Example Forgetting during Deep Neural Network Learning", ICLR
/// 2019): how often an image turns from correct to wrong; of one that was never correct the number of epochs, which is
/// more than any other can have.
/// </summary>
[ScoringFunction("forgetting", "forgetting events in one training run")]
public sealed class ForgettingScore : DynamicsScore
{
    /// <inheritdoc/>
    protected override double[] Pick(DynamicsRecord record) => record.Forgetting();

    /// <inheritdoc/>
    protected override string Method(DynamicsRecord record) =>
        $"times the image turned from correct to wrong, {record.Epochs} where it was never correct";
}
