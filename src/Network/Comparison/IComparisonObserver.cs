using IlgpuCnn.Network.Runs;

namespace IlgpuCnn.Network.Comparison;

/// <summary>Is told how a comparison goes, for progress and messages. With several jobs, calls come from several threads.</summary>
public interface IComparisonObserver
{
    /// <summary>A sentence on what happens now, or on what the results can't show.</summary>
    void OnMessage(string message);

    /// <summary>A run starts; null keeps quiet about it.</summary>
    IRunObserver? OnRun(Arm arm, ulong seed);

    /// <summary>A run has finished, or had finished before.</summary>
    /// <param name="arm">The arm.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="outcome">Its final numbers.</param>
    /// <param name="done">Runs finished.</param>
    /// <param name="all">Runs of the comparison.</param>
    void OnFinished(Arm arm, ulong seed, RunOutcome outcome, int done, int all);
}
