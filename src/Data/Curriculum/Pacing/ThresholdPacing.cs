using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Curriculum.Pacing;

/// <summary>S_t = {x : d(x) ≤ D_t} with D_t, a value of the score, rising linearly.</summary>
/// <param name="From">D_t at the first step.</param>
/// <param name="To">D_t from t = a·T on, at least <paramref name="From"/>.</param>
/// <param name="A">Share of the steps over which it rises.</param>
[Component(
    "threshold(from=VALUE,to=VALUE,a=0.8)",
    "images whose score is at most a value, which rises evenly to the share a of the steps")]
public sealed record ThresholdPacing(double From, double To, double A) : RisingThreshold(From, To, A)
{
    /// <summary>The pacing function with the arguments of its form, checked.</summary>
    /// <exception cref="InputException">An argument is out of its range.</exception>
    public ThresholdPacing(ComponentArguments a)
        : this(a.Number("from"), a.Number("to", least: a.Number("from")), a.Number("a", over: 0))
    {
    }

    /// <inheritdoc/>
    protected override double Score(double threshold, double[] ascending) => threshold;
}
