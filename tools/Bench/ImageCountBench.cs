using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Network.Layers;

namespace IlgpuCnn.Bench;

/// <summary>
/// The part of <c>scaling</c> over the number of images. Each number is measured in processes of its own, by a command
/// that help does not list, so that the peak of memory is that number's.
/// </summary>
internal static class ImageCountBench
{
    private const string ChildName = "scaling-images";
    private const int Repetitions = 3;
    private const int Batch = 64;
    private const int Classes = 100;
    private const double MiB = 1 << 20;

    /// <summary>Most images that an array of bytes holds.</summary>
    public static int Most => Array.MaxLength / (32 * 32 * 3);

    /// <summary>The command of the child processes.</summary>
    public static Command CreateChild()
    {
        Command command = new(ChildName, "One number of images, as JSON; scaling calls it.") { Hidden = true };
        Argument<int> count = new("count");
        Option<string> model = new("--model") { Required = true };
        Option<int?> threads = new("--threads");
        Option<double> seconds = new("--seconds") { Required = true };
        command.Arguments.Add(count);
        foreach (Option option in new Option[] { model, threads, seconds })
            command.Options.Add(option);
        command.SetAction(parsed => Outcome.Of(() => Console.WriteLine(JsonSerializer.Serialize(Measure(
            parsed.GetValue(model)!, parsed.GetValue(threads), parsed.GetValue(seconds), parsed.GetValue(count))))));
        return command;
    }

    /// <summary>Measures every number in turns and prints the table of medians.</summary>
    /// <exception cref="InputException">A child failed; says what it said.</exception>
    public static void Run(string model, int? threads, double seconds, int[] counts)
    {
        List<Figures>[] measured = [.. counts.Select(_ => new List<Figures>())];
        for (int i = 0; i < Repetitions; i++)
        {
            for (int j = 0; j < counts.Length; j++)
                measured[j].Add(InChild(model, threads, seconds / Repetitions, counts[j]));
        }

        Console.WriteLine(
            $"\nImages: {model}, batch {Batch}; median of {Repetitions} processes each, in turns; "
            + "the heap with the images still in it\n");
        Console.WriteLine(
            "| images | pixels, MiB | s to lay them on the device | ms a step | peak resident set, MiB | managed heap, "
            + "MiB |\n| --- | --- | --- | --- | --- | --- |");
        for (int j = 0; j < counts.Length; j++)
        {
            List<Figures> all = measured[j];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {counts[j]:N0} | {all[0].PixelBytes / MiB:N0} | {Median(all, f => f.UploadSeconds):0.000} "
                + $"| {Median(all, f => f.StepSeconds) * 1e3:0.0} | {Median(all, f => f.PeakBytes) / MiB:N0} "
                + $"| {Median(all, f => f.HeapBytes) / MiB:N0} |"));
        }
    }

    private static Figures Measure(string model, int? threads, double seconds, int count)
    {
        ImageSet set = Generated.Images(count, Classes);
        using ComputeDevice device = DeviceCatalog.OpenCpu(threads);
        using (TrainingSpeed.Upload(device, Generated.Images(1, 1)))
            device.Synchronize(); // so that compiling is not measured

        long start = Stopwatch.GetTimestamp();
        using DeviceImages images = TrainingSpeed.Upload(device, set);
        device.Synchronize();
        double upload = Stopwatch.GetElapsedTime(start).TotalSeconds;

        using Sequential network = TrainingSpeed.Build(device, model, Classes, Batch);
        using TrainingSpeed speed = new(network, images, Batch, seconds);
        TrainingSpeed.Measure([speed]);
        using Process self = Process.GetCurrentProcess();
        long peak = self.PeakWorkingSet64;
        long heap = GC.GetTotalMemory(forceFullCollection: true);
        return new Figures(set.Pixels.Length, upload, speed.StepSeconds.Median, peak, heap);
    }

    private static Figures InChild(string model, int? threads, double seconds, int count)
    {
        string program = Environment.ProcessPath!;
        ProcessStartInfo start = new(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(typeof(ImageCountBench).Assembly.Location);
        foreach (string argument in (string[])[ChildName, Text(count), "--model", model, "--seconds", Text(seconds)])
            start.ArgumentList.Add(argument);
        if (threads is { } workers)
        {
            start.ArgumentList.Add("--threads");
            start.ArgumentList.Add(Text(workers));
        }

        using Process child = Process.Start(start)!;
        Task<string> errors = child.StandardError.ReadToEndAsync();
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        if (child.ExitCode == 0)
            return JsonSerializer.Deserialize<Figures>(output)!;
        string said = errors.Result.Trim().Split('\n')[0];
        throw new InputException(
            $"Measuring {count:N0} images failed: " + (said.Length > 0 ? said : $"exit code {child.ExitCode}."));
    }

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);

    private static double Median(IEnumerable<Figures> all, Func<Figures, double> choose)
    {
        Samples samples = new();
        foreach (Figures one in all)
            samples.Add(choose(one));
        return samples.Median;
    }

    /// <summary>What a child found, in bytes and seconds.</summary>
    private sealed record Figures(
        long PixelBytes, double UploadSeconds, double StepSeconds, long PeakBytes, long HeapBytes);
}
