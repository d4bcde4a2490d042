using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using ILGPU;
using ILGPU.Runtime;
using IlgpuCnn.Data.Augmentations;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Batches;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Kernels.Random;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Models;
using IlgpuCnn.Network.Training;
using IlgpuCnn.Network.Training.Optimizers;

namespace IlgpuCnn.Bench;

/// <summary><c>step</c>: where the time of a training step goes, launch by launch.</summary>
internal static class StepBench
{
    private const int WarmUps = 10;
    private const int Repetitions = 50;

    public static Command Create()
    {
        Command command = new("step", "Where the time of a training step goes, layer by layer, and whole steps.");
        Option<string> model = new("--model") { Description = "Network", DefaultValueFactory = _ => "seed" };
        Option<int> batchSize = new("--batch-size") { Description = "Images of a step", DefaultValueFactory = _ => 64 };
        Option<int> classes = new("--classes") { Description = "Classes", DefaultValueFactory = _ => 100 };
        Option<int> input = new("--input") { Description = "Rows and columns of an image", DefaultValueFactory = _ => 32 };
        Option<string> augment = new("--augment") { Description = "As in train", DefaultValueFactory = _ => "flip,crop" };
        Option<string> device = new("--device") { Description = "As in train", DefaultValueFactory = _ => "cpu" };
        Option<int?> threads = new("--threads") { Description = "Threads of the cpu device" };
        Option<string?> chart = new("--chart") { Description = "SVG file to draw the parts into" };
        foreach (Option option in new Option[] { model, batchSize, classes, input, augment, device, threads, chart })
            command.Options.Add(option);
        command.SetAction(parsed => Outcome.Of(() =>
        {
            if (parsed.GetValue(classes) < 1)
                throw new InputException($"--classes is {parsed.GetValue(classes)}; it must be at least 1.");
            using ComputeDevice opened = DeviceCatalog.Open(parsed.GetValue(device)!, parsed.GetValue(threads));
            TrainingRecipe recipe = new()
            {
                Model = Model.Catalog.Parse(parsed.GetValue(model)!),
                BatchSize = parsed.GetValue(batchSize),
                Augmentation = AugmentationText.Parse(parsed.GetValue(augment)!),
                Steps = 1_000_000,
            };
            recipe.Check();
            ImageSet images = Generated.Images(
                Math.Max(1000, recipe.BatchSize), parsed.GetValue(classes), parsed.GetValue(input));
            Run(opened, recipe, images, parsed.GetValue(chart));
        }));
        return command;
    }

    private static void Run(ComputeDevice device, TrainingRecipe recipe, ImageSet set, string? chart)
    {
        using Sequential network = recipe.Model.Value
            .Build(device, ImageShape.Of(set), set.ClassNames.Length, recipe.Optimizer.Value.UseFor(recipe.BatchSize));
        Initializations.Apply(network, Initialization.GlorotUniform, 1);
        using DeviceImages images = new(device, set, [0.5f, 0.5f, 0.5f], [0.25f, 0.25f, 0.25f]);
        string title = $"{recipe.Model}, batch {recipe.BatchSize} of {set.Height}×{set.Width}, augmentation {recipe.Augmentation}";
        Console.WriteLine($"{device}; {title}\n");
        using Trainer trainer = new(network, images, recipe);
        StepPart step = new("whole step", Direction.None, () =>
        {
            trainer.Step();
            trainer.ReadMetrics();
        });
        List<IDisposable> owned = [];
        StepPart[] parts = [.. Parts(device, network, images, recipe, owned)];
        Measure(device, [.. parts, step]);
        Print(parts, step);
        owned.ForEach(one => one.Dispose());
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\n{recipe.BatchSize / step.Seconds.Median:0} training images/s by the median step"));
        if (chart is not null)
            StepChart.Save(chart, $"A training step: {title}", parts, step.Seconds.Median);
    }

    private static IEnumerable<StepPart> Parts(
        ComputeDevice device, Sequential network, DeviceImages images, TrainingRecipe recipe, List<IDisposable> owned)
    {
        int n = recipe.BatchSize;
        Batch batch = network.BatchOf(network.Memory.Training);
        StepValues values = new(device, slots: 1);
        owned.Add(values);
        StepValue<BatchSelection> draw = values.Add<BatchSelection>();
        StepValue<DropoutKey> key = values.Add<DropoutKey>();
        OptimizerUpdate update = recipe.Optimizer.Value.CreateFor(network, values);
        draw.Set(new BatchSelection(PermutationKey.Create(1, 1), images.Count, 0, 1, 1));
        key.Set(new DropoutKey(1, 0));
        update.Set(0, 1e-9);
        values.Upload();
        Augmentation augmentation = recipe.Augmentation.Value;
        yield return new StepPart("batch", Direction.None, () => batch.Draw(images, n, draw.View, augmentation));
        NetworkPass pass = new(n, Training: true, key.View);
        foreach (Layer layer in network.Layers)
        {
            MemoryBuffer1D<float, Stride1D.Dense> x = device.Allocate<float>((long)n * layer.Input.Length);
            MemoryBuffer1D<float, Stride1D.Dense> y = device.Allocate<float>((long)n * layer.Output.Length);
            MemoryBuffer1D<float, Stride1D.Dense> dx = device.Allocate<float>((long)n * layer.Input.Length);
            owned.AddRange([x, y, dx]);
            ArrayView<float> wanted = layer == network.Layers[0] ? default : dx.View;
            yield return new StepPart(
                layer.ToString(), Direction.Forward, () => layer.Forward(pass, x.View, y.View));
            yield return new StepPart(
                layer.ToString(), Direction.Backward, () => layer.Backward(pass, x.View, y.View, wanted));
        }

        yield return new StepPart(recipe.Optimizer.Text, Direction.None, update.Launch);
    }

    // In turns, so that a noisy moment costs every part one repetition, and shares stay comparable.
    private static void Measure(ComputeDevice device, IReadOnlyList<StepPart> parts)
    {
        for (int round = -WarmUps; round < Repetitions; round++)
        {
            foreach (StepPart part in parts)
            {
                long start = Stopwatch.GetTimestamp();
                part.Work();
                device.Synchronize();
                if (round >= 0)
                    part.Seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        }
    }

    private static void Print(IReadOnlyList<StepPart> parts, StepPart step)
    {
        double whole = step.Seconds.Median;
        Console.WriteLine("| part | fastest, ms | median, ms | share of the step |\n| --- | --- | --- | --- |");
        foreach (StepPart part in parts)
            PrintRow($"{part}", part.Seconds.Least, part.Seconds.Median, whole);
        PrintRow("sum of the parts", parts.Sum(p => p.Seconds.Least), parts.Sum(p => p.Seconds.Median), whole);
        PrintRow(step.Name, step.Seconds.Least, whole, whole);
    }

    private static void PrintRow(string name, double fastest, double median, double whole) =>
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {fastest * 1e3:0.00} | {median * 1e3:0.00} | {median / whole:0.0 %} |"));
}
