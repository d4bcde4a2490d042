using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Text;
using Spectre.Console;

namespace IlgpuCnn.Cli.Reports.Runs;

/// <summary>Shows how images are decoded: a bar on a terminal; nothing where output goes to a file or a pipe, or where there
/// is nothing to wait for.</summary>
internal static class LoadingReport
{
    public static T Watch<T>(Func<IProgress<DatasetProgress>?, T> load)
    {
        if (!TerminalWriter.IsTerminal)
            return load(null);
        return AnsiConsole.Progress()
            .AutoClear(true)
            .Columns(new ProgressBarColumn { Width = 20 }, new PercentageColumn(), new TaskDescriptionColumn())
            .Start(context => load(new Bar(context)));
    }

    // Progress<T> would report from the thread pool, and late.
    private sealed class Bar(ProgressContext context) : IProgress<DatasetProgress>
    {
        private readonly Lock gate = new();
        private ProgressTask? task;

        public void Report(DatasetProgress value)
        {
            lock (gate)
            {
                task ??= context.AddTask("");
                task.MaxValue = value.Total;
                task.Value = Math.Max(task.Value, value.Done);
                task.Description = $"decoding {NumberText.Count(task.Value)} of {Plural.Of(value.Total, "image")}";
            }
        }
    }
}
