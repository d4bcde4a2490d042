using System.CommandLine;
using System.Globalization;
using ILGPU;
using ILGPU.Runtime;
using IlgpuCnn.Data;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Models;
using IlgpuCnn.Network.Optimizers;

namespace IlgpuCnn.Bench;

/// <summary><c>step</c>: where the time of a training step goes, launch by launch.</summary>
internal static class StepBench
{
    public static Command Create()
    {
        Command command = new("step", "Where the time of a training step goes, layer by layer, and whole steps.");
        Option<string> model = new("--model") { Description = "Network", DefaultValueFactory = _ => "seed" };
        Option<int> batchSize = new("--batch-size") { Description = "Images of a step", DefaultValueFactory = _ => 64 };
        Option<int> classes = new("--classes") { Description = "Classes", DefaultValueFactory = _ => 100 };
        Option<string> augment = new("--augment") { Description = "As in train", DefaultValueFactory = _ => "flip,crop" };
        Option<string> device = new("--device") { Description = "As in train", DefaultValueFactory = _ => "cpu" };
        Option<int?> threads = new("--threads") { Description = "Threads of the cpu device" };
        foreach (Option option in new Option[] { model, batchSize, classes, augment, device, threads })
            command.Options.Add(option);
        command.SetAction(parsed =>
        {
            using ComputeDevice opened = DeviceCatalog.Open(parsed.GetValue(device)!, parsed.GetValue(threads));
            TrainConfig config = new()
            {
                Model = parsed.GetValue(model)!,
                BatchSize = parsed.GetValue(batchSize),
                Augment = parsed.GetValue(augment)!,
                Steps = 1_000_000,
            };
            Run(opened, config, parsed.GetValue(classes));
        });
        return command;
    }

    private static void Run(ComputeDevice device, TrainConfig config, int classes)
    {
        using Sequential network = ModelRegistry.Find(config.Model)
            .Build(device, new ImageShape(32, 32, 3), classes, config.BatchSize);
        Initializations.Apply(network, Initialization.GlorotUniform, 1);
        byte[] pixels = new byte[1000 * 3072];
        new Random(1).NextBytes(pixels);
        ImageSet set = new(
            32, 32, 3, pixels, [.. Enumerable.Range(0, 1000).Select(i => i % classes)],
            [.. Enumerable.Range(0, classes).Select(c => $"{c}")]);
        using DeviceImages images = new(device, set, [0.5f, 0.5f, 0.5f], [0.25f, 0.25f, 0.25f]);
        Console.WriteLine($"{device}; {config.Model}, batch {config.BatchSize}, augmentation {config.Augment}\n");
        Console.WriteLine("| part | fastest, ms | median, ms |\n| --- | --- | --- |");
        using Batch batch = new(device, config.BatchSize, 32, 32, 3);
        Report("batch", device, () => batch.Draw(
            images, config.BatchSize, new BatchDraw(PermutationKey.Create(1, 1), set.Count, 0, 1, 1),
            Augmentation.Parse(config.Augment)));
        Layers(device, network, config.BatchSize);
        using Optimizer optimizer = Optimizer.Create(network, config);
        Report(config.Optimizer, device, () => optimizer.Step(0, 1e-9));

        using Trainer trainer = new(network, images, config);
        Times step = Report("whole step", device, () =>
        {
            trainer.Step();
            trainer.ReadMetrics();
        });
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\n{config.BatchSize / step.Median:0} training images/s by the median step"));
    }

    private static void Layers(ComputeDevice device, Sequential network, int n)
    {
        Pass pass = new(n, Training: true, Seed: 1);
        foreach (Layer layer in network.Layers)
        {
            using MemoryBuffer1D<float, Stride1D.Dense> x = device.Allocate<float>((long)n * layer.Input.Length);
            using MemoryBuffer1D<float, Stride1D.Dense> y = device.Allocate<float>((long)n * layer.Output.Length);
            using MemoryBuffer1D<float, Stride1D.Dense> dx = device.Allocate<float>((long)n * layer.Input.Length);
            ArrayView<float> wanted = layer == network.Layers[0] ? default : dx.View;
            Report($"{layer}, forward", device, () => layer.Forward(pass, x.View, y.View));
            Report($"{layer}, backward", device, () => layer.Backward(pass, x.View, y.View, wanted));
        }
    }

    private static Times Report(string name, ComputeDevice device, Action work)
    {
        Times times = Times.Of(() =>
        {
            work();
            device.Synchronize();
        });
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {name} | {times.Fastest * 1e3:0.00} | {times.Median * 1e3:0.00} |"));
        return times;
    }
}
