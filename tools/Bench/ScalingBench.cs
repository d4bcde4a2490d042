using System.CommandLine;
using System.Globalization;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Network.Layers;

namespace IlgpuCnn.Bench;

/// <summary><c>scaling</c>: training speed by batch size and by threads, time and memory by number of images.</summary>
internal static class ScalingBench
{
    private const int Batch = 64;
    private const int Classes = 100;
    private const int Images = 2048; // at least the largest batch

    public static Command Create()
    {
        Command command = new(
            "scaling", "Training speed by batch size and by threads; time and memory by number of images.");
        Option<string> model = new("--model") { Description = "Network", DefaultValueFactory = _ => "seed" };
        Option<int?> threads = new("--threads") { Description = "Threads, where they don't vary; default: one a core" };
        Option<double> seconds = new("--seconds")
        {
            Description = "Measured time of a row",
            DefaultValueFactory = _ => 3,
        };
        Option<string> batchSizes = new("--batch-sizes")
        {
            Description = "Batch sizes, with commas between, or none",
            DefaultValueFactory = _ => "1,2,4,8,16,32,64,128,256,512,1024",
        };
        Option<string> threadCounts = new("--thread-counts")
        {
            Description = "Numbers of threads, with commas between, or none; default: 1, 2, 4 … and all",
            DefaultValueFactory = _ => string.Join(',', UpToAllCores()),
        };
        Option<string> imageCounts = new("--image-counts")
        {
            Description = "Numbers of images, with commas between, or none",
            DefaultValueFactory = _ => "10000,50000,500000",
        };
        foreach (Option option in new Option[] { model, threads, seconds, batchSizes, threadCounts, imageCounts })
            command.Options.Add(option);
        command.SetAction(parsed => Outcome.Of(() =>
        {
            double time = parsed.GetValue(seconds);
            if (time is not > 0 or > 3600)
                throw new InputException($"--seconds is {time}; it must be over 0 and at most 3600.");
            int[] byBatch = Parse(parsed.GetValue(batchSizes)!, "--batch-sizes", Images);
            int[] byThreads = Parse(parsed.GetValue(threadCounts)!, "--thread-counts", 1024);
            int[] byImages = Parse(parsed.GetValue(imageCounts)!, "--image-counts", ImageCountBench.Most);
            string name = parsed.GetValue(model)!;
            int? workers = parsed.GetValue(threads);
            if (byBatch.Length > 0)
                BatchSizes(name, workers, time, byBatch);
            if (byThreads.Length > 0)
                Threads(name, time, byThreads);
            if (byImages.Length > 0)
                ImageCountBench.Run(name, workers, time, byImages);
        }));
        return command;
    }

    private static void BatchSizes(string model, int? threads, double seconds, int[] batchSizes)
    {
        using ComputeDevice device = DeviceCatalog.OpenCpu(threads);
        using DeviceImages images = Upload(device);
        using Sequential network = TrainingSpeed.Build(device, model, Classes, batchSizes.Max());
        TrainingSpeed[] points = [.. batchSizes.Select(n => new TrainingSpeed(network, images, n, seconds))];
        TrainingSpeed.Measure(points);
        Console.WriteLine($"Batch size: {model}; {device}; median of {TrainingSpeed.Rounds} rounds in turns\n");
        Console.WriteLine("| batch | ms a step | training images/s | slowest–fastest round |");
        Console.WriteLine("| --- | --- | --- | --- |");
        foreach (TrainingSpeed point in points)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {point.BatchSize:N0} | {point.StepSeconds.Median * 1e3:0.00} | {point.ImagesPerSecond:0} "
                + $"| {Range(point)} |"));
            point.Dispose();
        }
    }

    private static void Threads(string model, double seconds, int[] threadCounts)
    {
        ComputeDevice[] devices = [.. threadCounts.Select(threads => DeviceCatalog.OpenCpu(threads))];
        DeviceImages[] images = [.. devices.Select(Upload)];
        Sequential[] networks =
            [.. devices.Select(device => TrainingSpeed.Build(device, model, Classes, Batch))];
        TrainingSpeed[] points =
            [.. networks.Zip(images, (network, set) => new TrainingSpeed(network, set, Batch, seconds))];
        TrainingSpeed.Measure(points);
        TrainingSpeed? single = points.Zip(threadCounts).FirstOrDefault(pair => pair.Second == 1).First;
        Console.WriteLine(
            $"\nThreads: {model}, batch {Batch}; median of {TrainingSpeed.Rounds} rounds in turns; "
            + $"{Environment.ProcessorCount} logical cores\n");
        Console.WriteLine("| threads | training images/s | speed-up | efficiency | slowest–fastest round |");
        Console.WriteLine("| --- | --- | --- | --- | --- |");
        foreach ((TrainingSpeed point, int threads) in points.Zip(threadCounts))
        {
            double? speedUp = point.ImagesPerSecond / single?.ImagesPerSecond;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {threads} | {point.ImagesPerSecond:0} | {speedUp:0.00} | {speedUp / threads:P0} "
                + $"| {Range(point)} |"));
        }

        foreach (IDisposable owned in points.Concat<IDisposable>(networks).Concat(images).Concat(devices))
            owned.Dispose();
    }

    private static DeviceImages Upload(ComputeDevice device) =>
        TrainingSpeed.Upload(device, Generated.Images(Images, Classes));

    private static string Range(TrainingSpeed point) => string.Create(
        CultureInfo.InvariantCulture,
        $"{point.BatchSize / point.StepSeconds.Greatest:0}–{point.BatchSize / point.StepSeconds.Least:0}");

    private static IEnumerable<int> UpToAllCores()
    {
        int all = Environment.ProcessorCount;
        for (int threads = 1; threads < all; threads *= 2)
            yield return threads;
        yield return all;
    }

    private static int[] Parse(string list, string option, int most)
    {
        if (list.Trim() is "none")
            return [];
        return [.. list.Split(',').Select(word =>
            int.TryParse(word, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number)
            && number >= 1 && number <= most
                ? number
                : throw new InputException(
                    $"{option} has '{word}'; give whole numbers in [1, {most}] with commas between, or none."))];
    }
}
