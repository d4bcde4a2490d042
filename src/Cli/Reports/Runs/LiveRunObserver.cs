using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Network.Runs;
using Spectre.Console;

namespace IlgpuCnn.Cli.Reports.Runs;

/// <summary>A progress bar that stays at the bottom of the terminal, evaluations scrolling above it.</summary>
internal sealed class LiveRunObserver : IRunObserver
{
    private readonly ProgressContext context;
    private ProgressTask? bar;

    private LiveRunObserver(ProgressContext context) => this.context = context;

    public static RunResult Watch(Func<IRunObserver, RunResult> run) => AnsiConsole.Progress()
        .AutoClear(true)
        .Columns(new ProgressBarColumn { Width = 20 }, new PercentageColumn(), new TaskDescriptionColumn())
        .Start(context => run(new LiveRunObserver(context)));

    public void OnStarted(TrainingRun run)
    {
        TerminalWriter.Print(RunReport.Opening(run));
        bar = context.AddTask("starting", maxValue: run.Steps);
    }

    public void OnProgress(in RunProgress progress)
    {
        bar!.Value = progress.Step;
        bar.Description = Markup.Escape(RunReport.Line(progress));
    }

    public void OnEvaluated(in RunEvaluation evaluation)
    {
        if (evaluation.Validation is not null || evaluation.Test is not null)
            AnsiConsole.WriteLine(RunReport.Line(evaluation));
    }
}
