using System.CommandLine;
using System.Globalization;
using ILGPU;
using ILGPU.Runtime;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Kernels.Matrix.Gpu.Operands;
using IlgpuCnn.Kernels.Matrix.Gpu.Plans;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Memory;
using IlgpuCnn.Network.Models;

namespace IlgpuCnn.Bench;

/// <summary>
/// <c>tune</c>: times every tile of the GPU engine on the products of the known networks, and prints the fastest ones as
/// lines of src/Kernels/Matrix/Gpu/Plans/tiles.csv, from which the engine chooses. All times go to standard error.
/// </summary>
internal static class TuneBench
{
    public static Command Create()
    {
        Command command = new("tune", "Times the GPU engine's tiles and prints the table that it chooses from.");
        Option<string> device = new("--device") { Description = "A GPU", DefaultValueFactory = _ => "auto" };
        Option<string> precision = new("--precision")
        {
            Description = string.Join(", ", Precisions.Names),
            DefaultValueFactory = _ => "tf32",
        };
        Option<string[]> models = new("--model")
        {
            Description = "Networks whose shapes to take",
            DefaultValueFactory = _ => [.. Model.Catalog.Names],
            AllowMultipleArgumentsPerToken = true,
        };
        Option<int[]> batches = new("--batch-size")
        {
            Description = "Images of a batch; the table serves batches up to four times larger or smaller",
            DefaultValueFactory = _ => [64, 512],
            AllowMultipleArgumentsPerToken = true,
        };
        command.Options.Add(device);
        command.Options.Add(precision);
        command.Options.Add(models);
        command.Options.Add(batches);
        command.SetAction(parsed => Outcome.Of(() => Tune(
            parsed.GetValue(device)!, Precisions.Find(parsed.GetValue(precision)!), parsed.GetValue(models)!,
            parsed.GetValue(batches)!)));
        return command;
    }

    private static void Tune(string device, Precision precision, string[] models, int[] batches)
    {
        Dictionary<(GemmPass Pass, GemmExtents Extents), (double Seconds, GemmTile Tile)> fastest = [];
        string gpu = "";
        foreach (GemmTile tile in GemmTile.All.Where(tile => tile.Precision == precision))
        {
            using ComputeDevice opened = DeviceCatalog.Open(device, null, precision).WithTiles(TileTable.Always(tile));
            gpu = opened.Accelerator.Name.Trim();
            foreach (Conv2DShape shape in Shapes(models, batches))
            {
                foreach ((GemmPass pass, GemmExtents extents, double seconds) in Measure(opened, shape))
                {
                    Console.Error.WriteLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{tile.Name} {pass} {extents.Rows}×{extents.Columns}×{extents.Depth}: {seconds * 1e6:0.0} µs, "
                        + $"{shape.Flops / seconds / 1e12:0.00} TFLOP/s"));
                    if (!fastest.TryGetValue((pass, extents), out (double Seconds, GemmTile Tile) best)
                        || seconds < best.Seconds)
                    {
                        fastest[(pass, extents)] = (seconds, tile);
                    }
                }
            }
        }

        Console.WriteLine(TileTable.Header);
        foreach (((GemmPass pass, GemmExtents e), (_, GemmTile tile)) in fastest)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{gpu},{precision},{pass},{e.Rows},{e.Columns},{e.Depth},{tile.Name}").ToLowerInvariant());
        }
    }

    private static HashSet<Conv2DShape> Shapes(string[] models, int[] batches)
    {
        HashSet<Conv2DShape> shapes = [];
        using ComputeDevice cpu = DeviceCatalog.OpenCpu(1);
        foreach (string model in models)
        {
            using Sequential network = Model.Catalog.Parse(model).Value.Build(
                cpu, new ImageShape(32, 32, 3), 100, NetworkUse.Evaluation(1));
            foreach (int n in batches)
            {
                shapes.UnionWith(network.Layers.OfType<ConvolutionLayer>().Select(layer => layer.Shape with { N = n }));
                shapes.UnionWith(network.Layers.OfType<DenseLayer>()
                    .Select(layer => (layer.Shape with { N = n }).ToConv2D()));
            }
        }

        return shapes;
    }

    private static IEnumerable<(GemmPass Pass, GemmExtents Extents, double Seconds)> Measure(
        ComputeDevice device, Conv2DShape s)
    {
        using MemoryBuffer1D<float, Stride1D.Dense> x = device.Allocate<float>(s.InputLength);
        using MemoryBuffer1D<float, Stride1D.Dense> w = device.Allocate<float>(s.WeightLength);
        using MemoryBuffer1D<float, Stride1D.Dense> b = device.Allocate<float>(s.OutC);
        using MemoryBuffer1D<float, Stride1D.Dense> y = device.Allocate<float>(s.OutputLength);
        int pixels = s.N * s.OutH * s.OutW;
        yield return (GemmPass.Forward, new GemmExtents(pixels, s.OutC, s.Depth, s.Depth), Time(
            device, () => device.Matrix.Forward(s, x.View, w.View, b.View, Activation.Relu, y.View)));
        int taps = s.KH * s.KW * s.OutC;
        yield return (GemmPass.BackwardInput, new GemmExtents(s.N * s.H * s.W, s.InC, taps, taps), Time(
            device, () => device.Matrix.BackwardInput(s, y.View, w.View, Activation.Identity, default, x.View)));
        yield return (GemmPass.BackwardWeight, new GemmExtents(s.Depth, s.OutC, pixels, pixels), Time(
            device, () => device.Matrix.BackwardWeight(s, x.View, y.View, w.View, b.View)));
    }

    private static double Time(ComputeDevice device, Action launch) => Times.Of(device, launch, 10).Median;
}
