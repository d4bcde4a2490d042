using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Curriculum.Pacing;

/// <summary>S_t = {x : d(x) ≤ D_t} with D_t, a percentile of all scores, rising linearly.</summary>
/// <param name="From">Percentile at the first step, in [0, 100].</param>
/// <param name="To">Percentile from t = a·T on, at least <paramref name="From"/>.</param>
/// <param name="A">Share of the steps over which it rises.</param>
[Component(
    "threshold-percentile(from=20,to=100,a=0.8)",
    "images whose score is at most a percentile of all scores, which rises evenly to the share a of the steps")]
public sealed record ThresholdPercentilePacing(double From, double To, double A) : RisingThreshold(From, To, A)
{
    /// <summary>The pacing function with the arguments of its form, checked.</summary>
    /// <exception cref="InputException">An argument is out of its range.</exception>
    public ThresholdPercentilePacing(ComponentArguments a)
        : this(a.Number("from", 0, 100), a.Number("to", a.Number("from"), 100), a.Number("a", over: 0))
    {
    }

    /// <inheritdoc/>
    protected override double Score(double threshold, double[] ascending)
    {
        double rank = Math.Ceiling((threshold * ascending.Length / 100) - Tolerance);
        return ascending[Math.Max(0, (int)rank - 1)];
    }
}
