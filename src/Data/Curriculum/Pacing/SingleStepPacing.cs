using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Curriculum.Pacing;

/// <summary>
/// start · N for t &lt; length, then N: "single step pacing" of Hacohen and Weinshall, "On the Power of Curriculum
/// Learning in Training Deep Networks" (ICML 2019).
/// </summary>
/// <param name="Start">Share of the images that is visible at first.</param>
/// <param name="Length">Steps before everything is visible.</param>
[Component("single-step(start=0.04,length=100)", "the share start for length steps, then all images")]
public sealed record SingleStepPacing(double Start, long Length) : PacingFunction
{
    /// <summary>The pacing function with the arguments of its form, checked.</summary>
    /// <exception cref="InputException">An argument is out of its range.</exception>
    public SingleStepPacing(ComponentArguments a)
        : this(a.Number("start", over: 0, most: 1), a.WholeNumber("length", least: 1))
    {
    }

    /// <inheritdoc/>
    public override double SizeAt(long step, PacingScope scope) =>
        step < Length ? Start * scope.Count : scope.Count;
}
