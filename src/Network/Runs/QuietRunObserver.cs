namespace IlgpuCnn.Network.Runs;

/// <summary>Says nothing.</summary>
public sealed class QuietRunObserver : IRunObserver
{
    private QuietRunObserver()
    {
    }

    /// <summary>The one there is.</summary>
    public static QuietRunObserver Instance { get; } = new();

    /// <inheritdoc/>
    public void OnStarted(TrainingRun run)
    {
    }

    /// <inheritdoc/>
    public void OnProgress(in RunProgress progress)
    {
    }

    /// <inheritdoc/>
    public void OnEvaluated(in RunEvaluation evaluation)
    {
    }
}
