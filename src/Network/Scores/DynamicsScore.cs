namespace IlgpuCnn.Network.Scores;

/// <summary>
/// A score from the dynamics of one ordinary training run on the images, with no second pass over them: what the steps'
/// own logits say, dropout included. Images must not be augmented.
/// </summary>
public abstract record DynamicsScore : ScoringFunction
{
    /// <summary>How, in words.</summary>
    protected abstract string Method { get; }

    /// <summary>The epoch, from 1, whose EL2N is kept; the last for null.</summary>
    protected virtual int? NormEpoch => null;

    /// <inheritdoc/>
    public override bool TrainsModels => true;

    /// <inheritdoc/>
    public sealed override ScoreResult Score(ScoringContext context) => From(DynamicsRun.Train(context, NormEpoch));

    /// <summary>Picks this score out of a run, so that one run can give them all.</summary>
    /// <exception cref="ArgumentException">The run kept EL2N of another epoch than the one asked for.</exception>
    public ScoreResult From(DynamicsTable table)
    {
        if ((NormEpoch ?? table.NormEpoch) != table.NormEpoch)
            throw new ArgumentException($"The run kept EL2N of epoch {table.NormEpoch}, not {NormEpoch}.", nameof(table));
        double[] values = [.. Enumerable.Range(0, table.Seen.Length).Select(i => Of(table, i, table.Epochs))];
        return new ScoreResult(values, $"{Method}, {table.Run}") { InSample = true };
    }

    /// <summary>d(x) of an image.</summary>
    protected abstract double Of(DynamicsTable table, int image, int epochs);
}
