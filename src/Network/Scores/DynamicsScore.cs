using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Scores;

/// <summary>
/// A score that one training run tells in passing. It is in-sample: the model is trained on the images that it scores.
/// All of these scores can be taken from one run: see <see cref="From"/>.
/// </summary>
public abstract class DynamicsScore : ScoringFunction
{
    /// <summary>The epoch of EL2N that the run must keep, from 1; null for the run's own choice.</summary>
    protected virtual int? ErrorNormEpoch => null;

    /// <inheritdoc/>
    public override ScoreResult Score(ScoringContext context) => From(DynamicsRun.Train(context, ErrorNormEpoch));

    /// <summary>Picks this score out of a run.</summary>
    /// <exception cref="ArgumentException">The run kept EL2N of another epoch than this score's.</exception>
    public ScoreResult From(DynamicsRecord record)
    {
        if (ErrorNormEpoch is { } epoch && epoch != record.ErrorNormEpoch)
        {
            throw new ArgumentException(
                $"The run kept EL2N of epoch {record.ErrorNormEpoch}, not {epoch}.", nameof(record));
        }

        return new ScoreResult(Pick(record), $"{Method(record)}, in {record.Run}") { InSample = true };
    }

    /// <summary>d(x) of each image.</summary>
    protected abstract double[] Pick(DynamicsRecord record);

    /// <summary>What it is, in words.</summary>
    protected abstract string Method(DynamicsRecord record);
}
