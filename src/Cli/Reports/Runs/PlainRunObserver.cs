using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Network.Runs;

namespace IlgpuCnn.Cli.Reports.Runs;

/// <summary>Prints a line every few seconds and one for each evaluation, for logs.</summary>
internal sealed class PlainRunObserver : IRunObserver
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private DateTime next;

    public void OnStarted(TrainingRun run) => TerminalWriter.Print(RunReport.Opening(run));

    public void OnProgress(in RunProgress progress)
    {
        if (DateTime.UtcNow < next)
            return;
        next = DateTime.UtcNow + Interval;
        Console.WriteLine(RunReport.Line(progress));
    }

    public void OnEvaluated(in RunEvaluation evaluation)
    {
        if (evaluation.Validation is not null || evaluation.Test is not null)
            Console.WriteLine(RunReport.Line(evaluation));
    }
}
