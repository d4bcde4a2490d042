namespace IlgpuCnn.Network.Scores;

/// <summary>
/// The first epoch from which an image is predicted correctly each time; of one that is wrong at the end, one more than
/// there are epochs.
/// </summary>
[ScoringFunction("learned-epoch", "first epoch from which an image stays correct, in one training run")]
public sealed class LearnedEpochScore : DynamicsScore
{
    /// <inheritdoc/>
    protected override double[] Pick(DynamicsRecord record) => record.LearnedEpoch();

    /// <inheritdoc/>
    protected override string Method(DynamicsRecord record) =>
        $"first epoch from which the image stays correct, {record.Epochs + 1} where there is none";
}
