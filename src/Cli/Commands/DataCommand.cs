using System.CommandLine;
using IlgpuCnn.Cli.Reports.Runs;
using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Datasets.Files;
using IlgpuCnn.Data.ImageFiles;
using IlgpuCnn.Data.Text;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;

namespace IlgpuCnn.Cli.Commands;

/// <summary><c>data</c>: downloading data sets, and what is in them.</summary>
internal static class DataCommand
{
    public static Command Create() => new("data", "Download data sets and see what is in them.")
        { Download(), Info(), DataExportCommand.Create(), Check(), Cache() };

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
        Option<string?> output = new("--output") { Description = "Page (.html) to write, with images of each class" };
        data.AddTo(command);
        command.Options.Add(output);
        command.SetAction(parsed =>
        {
            ImageData loaded = LoadedData.Of(parsed, data.Apply(parsed, new DataConfig()));
            TerminalWriter.Print(DataReport.Of(loaded));
            if (parsed.GetValue(output) is not { } page)
                return;
            ReportFile.Write(page, PageWriter.Of(DataReport.ForPage(loaded)));
            Console.WriteLine();
            TerminalWriter.Print(new ReportFact("saved", page));
        });
        return command;
    }

    private static Command Check()
    {
        Command command = new("check", "Name every file of your own images that can't be used, and why.");
        Argument<string> path = new("path") { Description = "Folder, list (.csv, .parquet) or archive of images" };
        Option<string?> prepare = new("--prepare") { Description = "How the images are to be prepared, such as resize=64,fit=pad" };
        command.Arguments.Add(path);
        command.Options.Add(prepare);
        command.SetAction(parsed =>
        {
            string asked = parsed.GetValue(path)!;
            if (FilesOptions.Source(new DataConfig().Source, asked).Value is not ImageFilesDataset files)
                throw new InputException($"'{asked}' is a data set of the program's: name a folder, list or archive of images.");
            if (parsed.GetValue(prepare) is { } text)
                files = files with { Prepare = ImagePreparation.Parse(text) };
            using Interruption interruption = new();
            (IReadOnlyList<string> faults, int count) = LoadingReport.Watch(
                progress => files.Check(new DatasetContext(1, progress, interruption.Token)));
            foreach (string fault in faults)
                Console.WriteLine(Invocation.WithOptions(fault));
            Console.WriteLine(
                $"{NumberText.Count(count - faults.Count)} of {Plural.Of(count, "image file")} can be used"
                + (faults.Count > 0 ? $", {NumberText.Count(faults.Count)} can't." : "."));
            return faults.Count > 0 ? 1 : 0;
        });
        return command;
    }

    private static Command Cache()
    {
        Command command = new("cache", "Show how much the prepared images of earlier runs take, or delete them.");
        Option<bool> clear = new("--clear") { Description = "Delete all; they are made again when they are needed" };
        command.Options.Add(clear);
        command.SetAction(parsed =>
        {
            long bytes = ImageCache.Bytes();
            if (parsed.GetValue(clear))
                ImageCache.Clear();
            Console.WriteLine($"{ImageCache.Folder}: {NumberText.Count(bytes)} bytes of prepared images{(parsed.GetValue(clear) ? " deleted" : "")}.");
        });
        return command;
    }
}
