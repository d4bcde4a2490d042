namespace IlgpuCnn.Data.Curriculum.Pacing;

/// <summary>
/// N·b + N·⌊t / (a·T)⌋: a share of the images, then all of them; of Wu, Dyer and Neyshabur, "When Do Curricula Work?"
/// (ICLR 2021).
/// </summary>
/// <param name="A">Share of the steps after which everything is visible; over 1, the hardest images never are.</param>
/// <param name="B">Share of the images that is visible at first.</param>
public sealed record StepPacing(double A, double B) : PacingFunction
{
    /// <inheritdoc/>
    public override double SizeAt(long step, PacingScope scope) =>
        scope.Count * (B + Math.Floor(scope.Progress(step, A)));
}
