namespace IlgpuCnn.Network.Scores;

/// <summary>
/// 1 − the share of times that an image was predicted correctly over training.
/// </summary>
[ScoringFunction("cumulative-accuracy", "1 - share of epochs in which the image was correct, in one training run")]
public sealed class CumulativeAccuracyScore : DynamicsScore
{
    /// <inheritdoc/>
    protected override double[] Pick(DynamicsRecord record) => record.CumulativeError();

    /// <inheritdoc/>
    protected override string Method(DynamicsRecord record) =>
        "1 - share of the epochs in which the image was correct";
}
