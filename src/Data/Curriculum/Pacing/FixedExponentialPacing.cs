using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Curriculum.Pacing;

/// <summary>
/// min(start · increase^⌊t / length⌋, 1) · N: "fixed exponential pacing" of Hacohen and Weinshall, "On the Power of
/// Curriculum Learning in Training Deep Networks" (ICML 2019).
/// </summary>
/// <param name="Start">Share of the images that is visible at first.</param>
/// <param name="Increase">Factor of each growth.</param>
/// <param name="Length">Steps between two growths.</param>
[Component(
    "fixed-exponential(start=0.04,increase=1.9,length=100)",
    "the share start, times increase every length steps")]
public sealed record FixedExponentialPacing(double Start, double Increase, long Length) : PacingFunction
{
    /// <summary>The pacing function with the arguments of its form, checked.</summary>
    /// <exception cref="InputException">An argument is out of its range.</exception>
    public FixedExponentialPacing(ComponentArguments a)
        : this(a.Number("start", over: 0, most: 1), a.Number("increase", least: 1), a.WholeNumber("length", least: 1))
    {
    }

    /// <inheritdoc/>
    public override double SizeAt(long step, PacingScope scope) =>
        Math.Min(Start * Math.Pow(Increase, step / Length), 1) * scope.Count;
}
