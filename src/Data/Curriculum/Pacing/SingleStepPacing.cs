namespace IlgpuCnn.Data.Curriculum.Pacing;

/// <summary>
/// start · N for t &lt; length, then N: "single step pacing" of Hacohen and Weinshall, "On the Power of Curriculum
/// Learning in Training Deep Networks" (ICML 2019).
/// </summary>
/// <param name="Start">Share of the images that is visible at first.</param>
/// <param name="Length">Steps before everything is visible.</param>
public sealed record SingleStepPacing(double Start, long Length) : PacingFunction
{
    /// <inheritdoc/>
    public override double SizeAt(long step, PacingScope scope) =>
        step < Length ? Start * scope.Count : scope.Count;
}
