namespace IlgpuCnn.Data.Curriculum.Pacing;

/// <summary>What a pacing function paces.</summary>
/// <param name="Steps">Steps of the run, T.</param>
/// <param name="Count">Images of the training set, N.</param>
/// <param name="Difficulties">
/// d(x) of all images, ascending, by which thresholds become numbers of images; null where there is no score.
/// </param>
public sealed record PacingScope(long Steps, int Count, double[]? Difficulties = null)
{
    /// <summary>t / (a·T).</summary>
    public double Progress(long step, double a) => step / (a * Steps);
}
