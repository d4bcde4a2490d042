
using System.CommandLine;
using System.Globalization;
using ILGPU;
using ILGPU.Runtime;
using IlgpuCnn.Data.Augmentations;
using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels.Batches;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Kernels.Random;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Models;
using IlgpuCnn.Network.Training.Optimizers;
using Floats = ILGPU.ArrayView<float>;

namespace IlgpuCnn.Bench;

/// <summary>
/// <c>ops</c>: every op of the known networks, forward and backward, beside what the machine can do: multiply-adds for
/// convolutions and dense layers, copying for everything else. Scores of whole data sets come last.
/// </summary>
internal static class OpsBench
{
    private const long LargeCopy = 256L << 20; // past any cache

    private static readonly (string Model, int BatchSize, int Classes)[] Networks =
        [("seed", 64, 100), ("seed-wide", 128, 100), ("small-mammals", 100, 5), ("vgg-gap", 64, 100)];

    public static Command Create()
    {
        Command command = new("ops", "Every op, forward and backward, and its share of this machine's measured peak.");
        Option<string[]> models = new("--model")
        {
            Description = "Networks whose shapes to take; all when left out",
            DefaultValueFactory = _ => [.. Networks.Select(network => network.Model)],
            AllowMultipleArgumentsPerToken = true,
        };
        Option<int> input = new("--input") { Description = "Rows and columns of an image", DefaultValueFactory = _ => 32 };
        Option<int?> threads = new("--threads") { Description = "Threads of a CPU; one a core when left out" };
        Option<string> deviceName = new("--device")
        {
            Description = "cpu, or a GPU",
            DefaultValueFactory = _ => "cpu",
        };
        Option<string?> precision = new("--precision")
        {
            Description = $"Of products on an NVIDIA GPU: {string.Join(", ", Precisions.Names)}",
        };
        Option<string> only = new("--only")
        {
            Description = "Only ops whose name holds this",
            DefaultValueFactory = _ => "",
        };
        command.Options.Add(models);
        command.Options.Add(input);
        command.Options.Add(threads);
        command.Options.Add(deviceName);
        command.Options.Add(precision);
        command.Options.Add(only);
        command.SetAction(parsed => Outcome.Of(() =>
        {
            Precision? asked = parsed.GetValue(precision) is { } word ? Precisions.Find(word) : null;
            using ComputeDevice device = DeviceCatalog.Open(
                parsed.GetValue(deviceName)!, parsed.GetValue(threads), asked);
            using IPeak peak = device.IsCpu
                ? new MachinePeak(parsed.GetValue(threads) ?? Environment.ProcessorCount)
                : new GpuPeak(device, device.Precision);
            double flops = peak.Flops();
            double copy = peak.CopyBytes(LargeCopy);
            Print($"{device}; peak {flops / 1e9:0} GFLOP/s, copying {copy / 1e9:0.0} GB/s; products in {device.Precision}\n");
            foreach (string model in parsed.GetValue(models)!)
            {
                (string name, int batchSize, int classes) = KnownNames.Find(
                    "model", model, Networks.ToDictionary(network => network.Model));
                device.FusesPooling = false;
                using (Sequential network = Build())
                    Table($"{name}, batch {batchSize}", Ops(device, network, batchSize));
                device.FusesPooling = true;
                using (Sequential network = Build())
                    Table($"{name}, batch {batchSize}, pooled in the convolution", PooledOps(device, network, batchSize));

                ImageShape Images() => new(parsed.GetValue(input), parsed.GetValue(input), 3);

                Sequential Build()
                {
                    Sequential network = Model.Catalog.Parse(name).Value
                        .Build(device, Images(), classes, Optimizer.Catalog.Parse("adam").Value.UseFor(batchSize));
                    Initializations.Apply(network, Initialization.GlorotUniform, 1);
                    return network;
                }
            }

            Table($"scores, {ScoreOps.Count} images of 32×32", ScoreOps.Of(device));

            void Table(FormattableString title, IEnumerable<Op> ops) => PrintTable(
                title, ops.Where(op => op.Name.Contains(parsed.GetValue(only)!)), device, peak, flops, copy);

            Print($"Peak once more, at the end: {peak.Flops() / 1e9:0} GFLOP/s");
        }));
        return command;
    }

    private static void PrintTable(
        FormattableString title, IEnumerable<Op> ops, ComputeDevice device, IPeak peak, double flops, double copy)
    {
        bool any = false;
        foreach (Op op in ops)
        {
            if (!any)
            {
                Print(title);
                Print($"\n| op | median, ms | fastest, ms | by the median | share of the peak | of copying as much |");
                Print($"| --- | --- | --- | --- | --- | --- |");
                any = true;
            }

            Times times = Times.Of(device, op.Work);
            double rate = op.Amount / times.Median;
            string share = FormattableString.Invariant($"{rate / (op.IsArithmetic ? flops : copy):0 %}");
            string cached = op.IsArithmetic ? ""
                : FormattableString.Invariant($"{rate / peak.CopyBytes((long)op.Amount):0 %}");
            string milliseconds = FormattableString.Invariant($"{times.Median * 1e3:0.000} | {times.Fastest * 1e3:0.000}");
            Print($"| {op.Name} | {milliseconds} | {rate / 1e9:0.0} {op.Unit} | {share} | {cached} |");
        }

        if (any)
            Print($"");
    }

    private static IEnumerable<Op> Ops(ComputeDevice device, Sequential network, int n)
    {
        foreach (Layer layer in network.Layers)
        {
            using MemoryBuffer1D<float, Stride1D.Dense> x = Random(device, (long)n * layer.Input.Length);
            using MemoryBuffer1D<float, Stride1D.Dense> y = Random(device, (long)n * layer.Output.Length);
            using MemoryBuffer1D<float, Stride1D.Dense> dx = Random(device, (long)n * layer.Input.Length);
            bool first = layer == network.Layers[0];
            foreach (Op op in Ops(device, layer, n, first, x.View, y.View, dx.View))
                yield return op;
        }

        foreach (Op op in WholeNetwork(device, network, n))
            yield return op;
    }

    private static IEnumerable<Op> Ops(
        ComputeDevice device, Layer layer, int n, bool first, Floats x, Floats y, Floats dx)
    {
        using MemoryBuffer1D<DropoutKey, Stride1D.Dense> key = device.Allocate([new DropoutKey(1, 0)]);
        NetworkPass pass = new(n, Training: true, key.View);
        Conv2DShape? matrix = layer switch
        {
            ConvolutionLayer conv => conv.Shape with { N = n },
            DenseLayer dense => (dense.Shape with { N = n }).ToConv2D(),
            _ => null,
        };
        if (matrix is not { } shape)
        {
            yield return Op.OfBytes($"{layer}, forward", x.Length + y.Length, () => layer.Forward(pass, x, y));
            yield return Op.OfBytes(
                $"{layer}, backward", x.Length + y.Length + dx.Length, () => layer.Backward(pass, x, y, dx));
            yield break;
        }

        double flops = shape.Flops;
        Parameter weight = layer.Parameters[0];
        Parameter bias = layer.Parameters[1];
        yield return Op.OfFlops($"{layer}, forward", flops, () => layer.Forward(pass, x, y));
        if (!first)
        {
            yield return Op.OfFlops($"{layer}, backward-input", flops, () => device.Matrix.BackwardInput(
                shape, y, weight.Value, layer.InputActivation, x, dx));
        }

        yield return Op.OfFlops($"{layer}, backward-weight", flops, () => device.Matrix.BackwardWeight(
            shape, x, y, weight.Gradient, bias.Gradient));
    }

    // Forward beside the sum of the two ops that it stands for; its other passes are theirs, but for the pool's gradient.
    private static IEnumerable<Op> PooledOps(ComputeDevice device, Sequential network, int n)
    {
        foreach (PooledConvolutionLayer layer in network.Layers.OfType<PooledConvolutionLayer>())
        {
            using MemoryBuffer1D<float, Stride1D.Dense> x = Random(device, (long)n * layer.Input.Length);
            using MemoryBuffer1D<float, Stride1D.Dense> y = Random(device, (long)n * layer.Output.Length);
            NetworkPass pass = new(n, Training: true);
            double flops = layer.MatrixShape(n)!.Value.Flops;
            yield return Op.OfFlops($"{layer}, forward", flops, () => layer.Forward(pass, x.View, y.View));
            yield return Op.OfBytes(
                $"{layer}, the pool's gradient", (y.Length * 5 / 4) + ((long)n * layer.ScratchLength),
                () => layer.BackwardPool(pass, y.View));
        }
    }

    private static IEnumerable<Op> WholeNetwork(ComputeDevice device, Sequential network, int n)
    {
        ClassificationShape shape = ClassificationShape.Create(n, network.Classes);
        SoftmaxCrossEntropy loss = new(device);
        using MemoryBuffer1D<float, Stride1D.Dense> logits = Random(device, shape.Length);
        using MemoryBuffer1D<float, Stride1D.Dense> dlogits = Random(device, shape.Length);
        using MemoryBuffer1D<float, Stride1D.Dense> losses = device.Allocate<float>(n);
        using MemoryBuffer1D<int, Stride1D.Dense> labels = device.Allocate<int>(n);
        using MemoryBuffer1D<int, Stride1D.Dense> predictions = device.Allocate<int>(n);
        yield return Op.OfBytes($"softmax cross-entropy, {shape}, forward", shape.Length, () => loss.Forward(
            shape, 0f, logits.View, labels.View, losses.View, predictions.View));
        yield return Op.OfBytes($"softmax cross-entropy, {shape}, backward", 2 * shape.Length, () => loss.Backward(
            shape, 0f, logits.View, labels.View, dlogits.View));

        int length = network.Parameters.Length;
        using StepValues values = new(device, slots: 1);
        OptimizerUpdate adam = Optimizer.Catalog.Parse("adam").Value.CreateFor(network, values);
        OptimizerUpdate sgd = Optimizer.Catalog.Parse("sgd").Value.CreateFor(network, values);
        adam.Set(0, 1e-9);
        sgd.Set(0, 1e-9);
        values.Upload();
        yield return Op.OfBytes($"adam, {length} parameters", 8L * length, adam.Launch);
        yield return Op.OfBytes($"sgd, {length} parameters", 6L * length, sgd.Launch);

        ImageSet set = Generated.Images(1000, network.Classes);
        using DeviceImages images = new(device, set, [0.5f, 0.5f, 0.5f], [0.25f, 0.25f, 0.25f]);
        Batch batch = network.BatchOf(network.Memory.Training);
        using MemoryBuffer1D<BatchSelection, Stride1D.Dense> draw =
            device.Allocate([new BatchSelection(PermutationKey.Create(1, 1), set.Count, 0, 1, 1)]);
        foreach (string augment in new[] { "none", "flip,crop", "flip,crop,rotate,jitter" })
        {
            // A byte read and a float written an element: a quarter and a whole.
            yield return Op.OfBytes(
                $"batch, augmentation {augment}", (long)(1.25 * n * network.Input.Length),
                () => batch.Draw(images, n, draw.View, AugmentationText.Parse(augment).Value));
        }
    }

    private static MemoryBuffer1D<float, Stride1D.Dense> Random(ComputeDevice device, long length)
    {
        Random random = new(1);
        float[] values = new float[length];
        for (long i = 0; i < length; i++)
            values[i] = random.NextSingle() - 0.5f;
        return device.Allocate(values);
    }

    private static void Print(FormattableString line) =>
        Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
