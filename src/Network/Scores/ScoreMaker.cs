using System.Diagnostics;
using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Data.Scores;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Scores;

/// <summary>Turns what a person asked for into scores that say where they came from.</summary>
public static class ScoreMaker
{
    /// <summary>
    /// Runs a scoring function, measures its time and checks its numbers; scores that are there already are loaded.
    /// </summary>
    /// <param name="score">The scoring function.</param>
    /// <param name="context">What it may read.</param>
    /// <exception cref="InputException">
    /// The function lacks something, a file does not belong to the images, or a score is not finite.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ScoreTable Make(Component<ScoringFunction> score, ScoringContext context)
    {
        if (score.Value.Stored(context.Images) is { } stored)
            return stored;
        Stopwatch watch = Stopwatch.StartNew();
        ScoreResult result = score.Value.Score(context);
        double seconds = watch.Elapsed.TotalSeconds;
        context.Cancellation.ThrowIfCancellationRequested();
        foreach (double[] values in (double[][])[result.Values, .. result.Repeats])
            Check(score.Text, values, context.Images.Count);
        ScoreOrigin origin = new()
        {
            Score = score.Text,
            Method = result.Method,
            Images = ImageSetHash.OfImages(context.Images),
            Labels = ImageSetHash.OfLabels(context.Images),
            Seconds = seconds,
            InSample = result.InSample,
            SawOtherLabels = result.SawOtherLabels,
        };
        return new ScoreTable(origin, result.Values, result.Repeats);
    }

    private static void Check(string score, double[] values, int count)
    {
        if (values.Length != count)
        {
            throw new InputException(
                $"The score '{score}' gave {values.Length} values to {count} images: its class is at fault.");
        }

        int bad = Array.FindIndex(values, value => !double.IsFinite(value));
        if (bad >= 0)
        {
            throw new InputException(
                $"The score '{score}' of image {bad} is no finite number: choose another recipe or teacher.");
        }
    }
}
