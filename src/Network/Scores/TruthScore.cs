using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Scores;

/// <summary>The difficulty that generated images were made with.</summary>
[Component("truth", "the known difficulty of the generated data set 'shapes'")]
public sealed record TruthScore : ScoringFunction
{
    /// <inheritdoc/>
    public override ScoreResult Score(ScoringContext context)
    {
        float[] difficulty = context.Images.Difficulty
            ?? throw new InputException("The score 'truth' needs data whose difficulty is known: shapes.");
        return new ScoreResult([.. difficulty.Select(d => (double)d)], "the amounts that the images were drawn with");
    }
}
