namespace IlgpuCnn.Data.Curriculum.Pacing;

/// <summary>
/// N·b + N·(1 − b)·√(t / (a·T)): the polynomial of degree ½ of Wu, Dyer and Neyshabur, "When Do Curricula Work?" (ICLR
/// 2021).
/// </summary>
/// <param name="A">Share of the steps after which everything is visible; over 1, the hardest images never are.</param>
/// <param name="B">Share of the images that is visible at first.</param>
public sealed record RootPacing(double A, double B) : PacingFunction
{
    /// <inheritdoc/>
    public override double SizeAt(long step, PacingScope scope) =>
        scope.Count * (B + ((1 - B) * Math.Sqrt(scope.Progress(step, A))));
}
