using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Curriculum.Pacing;

/// <summary>
/// N·b + N·(1 − b)·(e^(10t / (a·T)) − 1) / (e¹⁰ − 1), of Wu, Dyer and Neyshabur, "When Do Curricula Work?" (ICLR 2021).
/// It stays at N from t = a·T on.
/// </summary>
/// <param name="A">Share of the steps after which everything is visible; over 1, the hardest images never are.</param>
/// <param name="B">Share of the images that is visible at first.</param>
[Component(
    "exponential(a=0.8,b=0.2)",
    "most images at the end, by the exponential, from the share b to all images at the share a of the steps")]
public sealed record ExponentialPacing(double A, double B) : PacingFunction
{
    /// <summary>The pacing function with the arguments of its form, checked.</summary>
    /// <exception cref="InputException">An argument is out of its range.</exception>
    public ExponentialPacing(ComponentArguments a)
        : this(a.Number("a", over: 0), a.Number("b", over: 0, most: 1))
    {
    }

    /// <inheritdoc/>
    public override double SizeAt(long step, PacingScope scope)
    {
        double power = Math.Exp(10 * scope.Progress(step, A));
        return scope.Count * (B + ((1 - B) * (power - 1) / (Math.Exp(10) - 1)));
    }
}
