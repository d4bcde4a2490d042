using System.CommandLine;
using System.Globalization;
using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Data.Curriculum.Pacing;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Network.Layers;

namespace IlgpuCnn.Bench;

/// <summary><c>pacing</c>: what a growing visible subset costs a training step.</summary>
internal static class PacingBench
{
    private const int Images = 50_000;
    private const int Batch = 64;
    private const int Classes = 100;

    // In turns in one run. The third grows at every step: by 1 image of 50,000 in each, from a tenth on.
    private static readonly (string Name, Func<VisibleSubset> Create)[] Subsets =
    [
        ("all images", () => VisibleSubset.First(Images)),
        ("a tenth", () => VisibleSubset.First(Images / 10)),
        ("growing every step", () => new VisibleSubset(
            new LinearPacing(1, 0.1), new PacingScope(Images * 9 / 10, Images), Batch)),
    ];

    public static Command Create()
    {
        Command command = new("pacing", "What a growing visible subset costs a training step.");
        Option<int?> threads = new("--threads") { Description = "Threads; default: one a core" };
        Option<double> seconds = new("--seconds") { Description = "Measured time of a row", DefaultValueFactory = _ => 10 };
        command.Options.Add(threads);
        command.Options.Add(seconds);
        command.SetAction(parsed => Outcome.Of(() => Run(parsed.GetValue(threads), parsed.GetValue(seconds))));
        return command;
    }

    private static void Run(int? threads, double seconds)
    {
        using ComputeDevice device = DeviceCatalog.OpenCpu(threads);
        using DeviceImages images = TrainingSpeed.Upload(device, Generated.Images(Images, Classes));
        using Sequential network = TrainingSpeed.Build(device, "seed", Classes, Batch);
        TrainingSpeed[] points =
            [.. Subsets.Select(subset => new TrainingSpeed(network, images, Batch, seconds, subset.Create()))];
        TrainingSpeed.Measure(points);
        Console.WriteLine($"Visible subset: seed, batch {Batch}; {device}; {TrainingSpeed.Rounds} rounds in turns\n");
        Console.WriteLine("| visible | ms a step, median | slowest–fastest round |");
        Console.WriteLine("| --- | --- | --- |");
        foreach (((string name, _), TrainingSpeed point) in Subsets.Zip(points))
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {point.StepSeconds.Median * 1e3:0.00} "
                + $"| {point.StepSeconds.Greatest * 1e3:0.00}–{point.StepSeconds.Least * 1e3:0.00} |"));
            point.Dispose();
        }
    }
}
