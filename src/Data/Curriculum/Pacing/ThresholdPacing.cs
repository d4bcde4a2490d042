using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Curriculum.Pacing;

/// <summary>
/// S_t = {x : d(x) ≤ D_t} with D_t rising linearly: as a value of the score, or as a percentile of all scores. Images
/// that are as hard as the threshold are visible, all of them.
/// </summary>
/// <param name="From">D_t at the first step.</param>
/// <param name="To">D_t from t = a·T on, at least <paramref name="From"/>.</param>
/// <param name="A">Share of the steps over which it rises.</param>
/// <param name="Percentile">Whether D_t is a percentile, in [0, 100], rather than a value.</param>
public sealed record ThresholdPacing(double From, double To, double A, bool Percentile) : PacingFunction
{
    /// <inheritdoc/>
    public override bool ReadsDifficulties => true;

    /// <summary>Number of images with d(x) ≤ D_t.</summary>
    /// <exception cref="InputException">There are no scores.</exception>
    public override double SizeAt(long step, PacingScope scope)
    {
        double[] difficulties = scope.Difficulties
            ?? throw new InputException("Threshold pacing needs a score, whose values it goes by.");
        double progress = scope.Progress(step, A);
        // From + (To - From) may be a little under To, and the hardest images would stay hidden.
        double threshold = progress < 1 ? Math.Min(To, From + ((To - From) * progress)) : To;
        if (Percentile)
        {
            double rank = Math.Ceiling((threshold * difficulties.Length / 100) - Tolerance);
            threshold = difficulties[Math.Max(0, (int)rank - 1)];
        }

        return CountUpTo(difficulties, threshold);
    }

    private static int CountUpTo(double[] ascending, double threshold)
    {
        int low = 0;
        int high = ascending.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (ascending[middle] <= threshold)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
