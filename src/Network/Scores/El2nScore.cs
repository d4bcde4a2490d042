using IlgpuCnn.Data;

namespace IlgpuCnn.Network.Scores;

/// <summary>
/// EL2N (Paul, Ganguli, Dziugaite, "Deep Learning on a Data Diet", NeurIPS 2021): the norm of the error, softmax less
/// the label's one-hot vector, early in training. The paper averages over ten networks; this is one, so it is noisier.
/// </summary>
[ScoringFunction("el2n", "norm of softmax less one-hot label at an early epoch of one training run; el2n(epoch=1)")]
public sealed class El2nScore(NamedArguments arguments) : DynamicsScore
{
    private readonly double epoch = arguments.Number("epoch", double.NaN, least: 1, most: int.MaxValue); // NaN: none

    /// <inheritdoc/>
    protected override int? ErrorNormEpoch => double.IsNaN(epoch) ? null : (int)epoch;

    /// <inheritdoc/>
    protected override double[] Pick(DynamicsRecord record) => record.El2n();

    /// <inheritdoc/>
    protected override string Method(DynamicsRecord record) =>
        $"EL2N, the norm of softmax less the one-hot label, at epoch {record.ErrorNormEpoch}";
}
