using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Data.Datasets;
using Spectre.Console;

namespace IlgpuCnn.Cli.Reports.Runs;

/// <summary>Shows a download: a bar on a terminal; nothing but the end where output goes to a file or a pipe.</summary>
internal static class DownloadReport
{
    public static string Watch(Func<IProgress<DownloadProgress>?, string> download)
    {
        if (!TerminalWriter.IsTerminal)
            return download(null);
        return AnsiConsole.Progress()
            .Columns(
                new ProgressBarColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
            .Start(context => download(new Bar(context.AddTask("download"))));
    }

    // Progress<T> would report from the thread pool, and late.
    private sealed class Bar(ProgressTask task) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value)
        {
            task.MaxValue = value.Total ?? Math.Max(1, value.Received);
            task.Value = value.Received;
        }
    }
}
