using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Curriculum.Pacing;

/// <summary>
/// N·(t / (a·T)·(1 − bᵖ) + bᵖ)^(1/p): the competence of Platanios et al., "Competence-based Curriculum Learning for
/// Neural Machine Translation" (NAACL 2019), with p = 2 their square root. It stays at N from t = a·T on.
/// </summary>
/// <param name="A">Share of the steps after which everything is visible; over 1, the hardest images never are.</param>
/// <param name="B">Share of the images that is visible at first.</param>
/// <param name="P">Degree of the root, over 0.</param>
[Component("root-p(a=0.8,b=0.2,p=2)", "competence: the p-th root of a line; the larger p, the more images at first")]
public sealed record RootPPacing(double A, double B, double P) : PacingFunction
{
    /// <summary>The pacing function with the arguments of its form, checked.</summary>
    /// <exception cref="InputException">An argument is out of its range.</exception>
    public RootPPacing(ComponentArguments a)
        : this(a.Number("a", over: 0), a.Number("b", over: 0, most: 1), a.Number("p", over: 0))
    {
    }

    /// <inheritdoc/>
    public override double SizeAt(long step, PacingScope scope)
    {
        double start = Math.Pow(B, P);
        double share = Math.Pow((scope.Progress(step, A) * (1 - start)) + start, 1 / P);
        // bᵖ of a large p is nought to a computer.
        return scope.Count * Math.Max(B, share);
    }
}
