using System.Diagnostics;
using IlgpuCnn.Data.Text;
using IlgpuCnn.Network.Comparison;
using IlgpuCnn.Network.Runs;
using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Cli.Reports.Comparison;

/// <summary>Prints a line for each run that has finished, with the time that is left.</summary>
internal sealed class ComparisonProgress : IComparisonObserver
{
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Lock gate = new();
    private int started;

    public void OnMessage(string message)
    {
        lock (gate)
            Console.WriteLine(Invocation.WithOptions(message));
    }

    public IRunObserver? OnRun(Arm arm, ulong seed)
    {
        Interlocked.Increment(ref started);
        return null;
    }

    public void OnFinished(Arm arm, ulong seed, RunOutcome outcome, int done, int all)
    {
        Evaluation shown = outcome.Validation ?? outcome.Test;
        string split = outcome.Validation is null ? "test" : "validation";
        OnMessage(
            $"{done,3}/{all}  {arm.Name}, seed {seed}: {split} accuracy {NumberText.Percent(shown.Accuracy)} %, "
            + $"{NumberText.Decimals(outcome.Seconds, 0)} s{Left(done, all)}");
    }

    // Runs that had finished before cost nothing, and say nothing about those to come.
    private string Left(int done, int all)
    {
        int run = Volatile.Read(ref started);
        if (run == 0 || done == all)
            return "";
        return $"; about {NumberText.Clock(clock.Elapsed / run * (all - done))} left";
    }
}
