using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Curriculum.Pacing;

namespace OwnComponents;

/// <summary>N·(b + (1 − b)·σ(k·(2·t / (a·T) − 1))): slowly at both ends, and all images from t = a·T on.</summary>
/// <param name="A">Share of the steps after which everything is visible.</param>
/// <param name="B">Share of the images that is visible at first, nearly.</param>
/// <param name="K">Steepness in the middle.</param>
[Component("sigmoid(a=0.8,b=0.2,k=6)", "slowly at both ends, from the share b to all images at the share a of the steps")]
public sealed record SigmoidPacing(double A = 0.8, double B = 0.2, double K = 6) : PacingFunction
{
    /// <summary>The pacing function with the arguments of its form, checked.</summary>
    public SigmoidPacing(ComponentArguments a)
        : this(a.Number("a", over: 0), a.Number("b", over: 0, most: 1), a.Number("k", over: 0))
    {
    }

    /// <inheritdoc/>
    public override double SizeAt(long step, PacingScope scope)
    {
        double progress = scope.Progress(step, A);
        double share = progress < 1 ? 1 / (1 + Math.Exp(-K * ((2 * progress) - 1))) : 1;
        return scope.Count * (B + ((1 - B) * share));
    }
}
