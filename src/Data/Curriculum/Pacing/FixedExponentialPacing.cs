namespace IlgpuCnn.Data.Curriculum.Pacing;

/// <summary>
/// min(start · increase^⌊t / length⌋, 1) · N: "fixed exponential pacing" of Hacohen and Weinshall, "On the Power of
/// Curriculum Learning in Training Deep Networks" (ICML 2019).
/// </summary>
/// <param name="Start">Share of the images that is visible at first.</param>
/// <param name="Increase">Factor of each growth.</param>
/// <param name="Length">Steps between two growths.</param>
public sealed record FixedExponentialPacing(double Start, double Increase, long Length) : PacingFunction
{
    /// <inheritdoc/>
    public override double SizeAt(long step, PacingScope scope) =>
        Math.Min(Start * Math.Pow(Increase, step / Length), 1) * scope.Count;
}
