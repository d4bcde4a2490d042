using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Curriculum.Pacing;

/// <summary>
/// S_t = {x : d(x) ≤ D_t} with D_t rising linearly. Images that are as hard as the threshold are visible, all of them.
/// </summary>
/// <param name="From">D_t at the first step.</param>
/// <param name="To">D_t from t = a·T on, at least <paramref name="From"/>.</param>
/// <param name="A">Share of the steps over which it rises.</param>
public abstract record RisingThreshold(double From, double To, double A) : PacingFunction
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
        return CountUpTo(difficulties, Score(threshold, difficulties));
    }

    /// <summary>The score that a value of D_t stands for.</summary>
    /// <param name="threshold">D_t.</param>
    /// <param name="ascending">All scores, ascending.</param>
    protected abstract double Score(double threshold, double[] ascending);

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
