using System.Diagnostics;
using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Scores;

/// <summary>Scores images by a scoring function, and notes where the scores came from and what they cost.</summary>
public static class ScoreMaker
{
    /// <summary>Scores all of a context's images.</summary>
    /// <exception cref="InputException">The function is unknown, or something it needs is missing.</exception>
    public static ScoreTable Make(string score, ScoringContext context)
    {
        ScoringFunction function = ScoringFunction.Parse(score);
        Stopwatch clock = Stopwatch.StartNew();
        ScoreResult result = function.Score(context);
        ScoreOrigin origin = new()
        {
            Score = score,
            Method = result.Method,
            Images = ImageSetHash.OfImages(context.Images),
            Labels = ImageSetHash.OfLabels(context.Images),
            Seconds = clock.Elapsed.TotalSeconds,
            InSample = result.InSample,
            SawOtherLabels = result.SawOtherLabels,
        };
        return new ScoreTable(origin, result.Values, result.Repeats);
    }
}
