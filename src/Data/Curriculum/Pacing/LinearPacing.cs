using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Curriculum.Pacing;

/// <summary>
/// N·b + N·(1 − b)·t / (a·T): the polynomial of degree 1 of Wu, Dyer and Neyshabur, "When Do Curricula Work?" (ICLR
/// 2021).
/// </summary>
/// <param name="A">Share of the steps after which everything is visible; over 1, the hardest images never are.</param>
/// <param name="B">Share of the images that is visible at first.</param>
[Component("linear(a=0.8,b=0.2)", "evenly from the share b to all images at the share a of the steps")]
public sealed record LinearPacing(double A, double B) : PacingFunction
{
    /// <summary>The pacing function with the arguments of its form, checked.</summary>
    /// <exception cref="InputException">An argument is out of its range.</exception>
    public LinearPacing(ComponentArguments a)
        : this(a.Number("a", over: 0), a.Number("b", over: 0, most: 1))
    {
    }

    /// <inheritdoc/>
    public override double SizeAt(long step, PacingScope scope) =>
        scope.Count * (B + ((1 - B) * scope.Progress(step, A)));
}
