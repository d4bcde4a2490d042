namespace IlgpuCnn.Data.Curriculum.Pacing;

/// <summary>What a pacing function paces.</summary>
/// <param name="Steps">Steps of the run, T.</param>
/// <param name="Count">Images of the training set, N.</param>
/// <param name="Difficulties">
/// d(x) of all images, ascending, by which thresholds become numbers of images; null where there is no score.
/// </param>
public sealed record PacingScope(long Steps, int Count, double[]? Difficulties = null)
{
    /// <summary>
    /// min(t / (a·T), 1): where it is 1 every pacing function of a shows all there is, and what lies beyond could
    /// overflow.
    /// </summary>
    public double Progress(long step, double a) => Math.Min(step / (a * Steps), 1);
}
