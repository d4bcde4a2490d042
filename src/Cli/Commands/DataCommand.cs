using System.CommandLine;
using IlgpuCnn.Cli.Reports.Runs;
using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Kernels.Devices;

namespace IlgpuCnn.Cli.Commands;

/// <summary><c>data</c>: downloading data sets, and what is in them.</summary>
internal static class DataCommand
{
    public static Command Create() => new("data", "Download data sets and see what is in them.") { Download(), Info() };

    private static Command Download()
    {
        Command command = new("download", "Download the official archive of a data set to the cache; resumes.");
        Argument<string> name = new("name") { Description = string.Join(" or ", DatasetDownload.Names) };
        Option<string> cache = new("--cache")
        {
            Description = "Folder to download to; 'train' finds archives in the default one",
            DefaultValueFactory = _ => CacheFolder.Default,
        };
        command.Arguments.Add(name);
        command.Options.Add(cache);
        command.SetAction(parsed =>
        {
            using HttpClient client = new();
            using Interruption interruption = new();
            DatasetDownload download = new(client);
            string path = DownloadReport.Watch(progress => download
                .DownloadAsync(parsed.GetValue(name)!, parsed.GetValue(cache), progress, interruption.Token)
                .GetAwaiter().GetResult());
            Console.WriteLine($"{path} is complete and its checksum right.");
        });
        return command;
    }

    private static Command Info()
    {
        Command command = new("info", "Show the sizes, classes and channel statistics of a data set.");
        ConfigOptions<DataConfig> data = DataOptions.Create();
        data.AddTo(command);
        command.SetAction(parsed =>
        {
            TerminalWriter.Print(DataReport.Of(data.Apply(parsed, new DataConfig()).Load()));
        });
        return command;
    }
}
