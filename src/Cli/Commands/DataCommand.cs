using System.CommandLine;
using System.Globalization;
using IlgpuCnn.Cli.Reports.Runs;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Images;
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
            ImageData splits = data.Apply(parsed, new DataConfig()).Load();
            ImageSet train = splits.Train;
            ChannelStatistics statistics = ChannelStatistics.Of(train);
            Console.WriteLine($"data        {splits.Name}");
            Console.WriteLine($"images      {train.Height}×{train.Width}×{train.Channels}");
            Console.WriteLine($"training    {train.Count}");
            Console.WriteLine($"validation  {splits.Validation?.Count ?? 0}");
            Console.WriteLine($"test        {splits.Test.Count}");
            Console.WriteLine($"mean        {Text(statistics.Mean)}");
            Console.WriteLine($"deviation   {Text(statistics.Deviation)}");
            Console.WriteLine($"classes     {train.ClassNames.Length} (training, test images)");
            for (int c = 0; c < train.ClassNames.Length; c++)
            {
                int training = train.Labels.Count(label => label == c);
                int testing = splits.Test.Labels.Count(label => label == c);
                Console.WriteLine($"{c,6}  {train.ClassNames[c],-20}{training,7}{testing,7}");
            }
        });
        return command;
    }

    private static string Text(float[] values) =>
        string.Join(", ", values.Select(v => v.ToString("0.0000", CultureInfo.InvariantCulture)));
}
