using IlgpuCnn.Data.Scores;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Scores;

namespace IlgpuCnn.Network.Curriculum;

/// <summary>Finds the scores that a run's order goes by: in a score file, or by computing them.</summary>
public static class ScoreSource
{
    /// <summary>
    /// The scores that a configuration names; null where none are read, or where the model in training makes them.
    /// </summary>
    /// <param name="config">Order and pacing.</param>
    /// <param name="context">Makes what a computed score may read; not called where none is computed.</param>
    /// <exception cref="InputException">The score is unknown, can't be made, or belongs to other data.</exception>
    public static ScoreTable? Find(CurriculumConfig config, Func<ScoringContext> context)
    {
        if (config.Score is not { } score || !config.GoesByScores || score.Value.ChangesInTraining)
            return null;
        return ScoreMaker.Make(score, context());
    }

    /// <summary>Sentences on what an order by these scores can't show; none where there is nothing to say.</summary>
    public static IEnumerable<string> Warnings(ScoreTable scores)
    {
        if (scores.Origin.InSample == true)
        {
            yield return $"The score '{scores.Origin.Score}' is in-sample: its model was trained on images that it "
                + "scores, so it ranks memorisation too.";
        }

        if (scores.Origin.SawOtherLabels == true)
        {
            yield return $"The score '{scores.Origin.Score}' comes from a teacher that saw other labels of these images: "
                + "with noisy labels, the teacher saw clean labels.";
        }
    }
}
