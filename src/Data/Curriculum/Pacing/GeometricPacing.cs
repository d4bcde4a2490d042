using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Curriculum.Pacing;

/// <summary>
/// N·b^(1 − t / (a·T)): from the share b to everything at t = a·T by equal factors, the geometric progression of
/// Penha and Hauff, "Curriculum Learning Strategies for IR" (ECIR 2020). It stays at N from there on.
/// </summary>
/// <param name="A">Share of the steps after which everything is visible; over 1, the hardest images never are.</param>
/// <param name="B">Share of the images that is visible at first.</param>
[Component("geometric(a=0.8,b=0.2)", "by equal factors from the share b to all images at the share a of the steps")]
public sealed record GeometricPacing(double A, double B) : PacingFunction
{
    /// <summary>The pacing function with the arguments of its form, checked.</summary>
    /// <exception cref="InputException">An argument is out of its range.</exception>
    public GeometricPacing(ComponentArguments a)
        : this(a.Number("a", over: 0), a.Number("b", over: 0, most: 1))
    {
    }

    /// <inheritdoc/>
    public override double SizeAt(long step, PacingScope scope) =>
        scope.Count * Math.Pow(B, 1 - scope.Progress(step, A));
}
