using IlgpuCnn.Data.Images;
using IlgpuCnn.Data.Scores;

namespace IlgpuCnn.Network.Scores;

/// <summary>Scores from a file.</summary>
/// <param name="Path">The score file, .csv or .parquet.</param>
public sealed record FileScore(string Path) : ScoringFunction
{
    /// <inheritdoc/>
    public override string SourceFile => Path;

    /// <inheritdoc/>
    public override ScoreTable Stored(ImageSet images) => ScoreFile.Load(Path, images);

    /// <inheritdoc/>
    public override ScoreResult Score(ScoringContext context)
    {
        ScoreTable table = Stored(context.Images);
        return new ScoreResult(table.Values, table.Origin.Method)
        {
            Repeats = table.Repeats,
            InSample = table.Origin.InSample,
            SawOtherLabels = table.Origin.SawOtherLabels,
        };
    }

    /// <summary>The path.</summary>
    public override string ToString() => Path;
}
