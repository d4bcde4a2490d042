using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Kernels.Matrix.Gpu.Plans;
using IlgpuCnn.Tests.Reference;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels.Matrix.Gpu;

/// <summary>
/// Every tile of the GPU engine, in every precision, against sums in double of operands rounded as the precision has
/// it: on every CUDA device, the fake one that executes PTX among them, and in the smallest tile and those of float32 on the
/// simulated GPU, whose tensor cores are shuffles between threads.
/// </summary>
public sealed class GemmTileTests
{
    // Ragged in every direction, and small: a barrier of simulated threads is some milliseconds.
    private static readonly Conv2DShape[] Shapes =
    [
        Conv2DShape.Create(1, 5, 4, 8, 12, 2, 1, Padding.Same),
        Conv2DShape.Create(1, 3, 5, 5, 7, 2, 1, Padding.Valid),
        Conv2DShape.Create(1, 4, 5, 3, 8, 2, 2, Padding.Same),
        Conv2DShape.Create(1, 7, 6, 4, 6, 1, 2, new Padding(1), 2),
    ];

    // Two parts of several k-tiles each: what a pipeline of copies has in its middle.
    private static readonly Conv2DShape Deep = Conv2DShape.Create(1, 6, 5, 24, 40, 3, 3, Padding.Same);

    // One k-tile deep in every pass.
    private static readonly Conv2DShape[] OneKTile = [Conv2DShape.Create(1, 4, 3, 8, 12, 1, 1, Padding.Valid)];

    private static IEnumerable<string> Devices => ["simulated", .. DeviceCatalog.List()
        .Where(device => device is { Usable: true, Kind: DeviceKind.Cuda })
        .Select(device => device.Specification)];

    // Shapes for which a product is the kernel of that name, and no other is launched but those that add up its parts.
    private static readonly Dictionary<string, Conv2DShape> ShapesOfFew = new()
    {
        ["ForwardKernel Bf16 64x64 wide-narrow"] = Conv2DShape.Create(1, 6, 5, 8, 6, 3, 3, Padding.Same),
        ["ForwardPartKernel Tf32 64x64 narrow-narrow"] = Conv2DShape.Create(1, 6, 5, 33, 6, 3, 3, Padding.Same),
        ["PooledForwardKernel Fp32 64x64 wide-wide"] = Conv2DShape.Create(1, 7, 6, 8, 12, 3, 3, Padding.Valid),
        ["PooledForwardPartKernel Tf32 64x64 wide-wide"] = Conv2DShape.Create(1, 7, 6, 32, 12, 3, 3, Padding.Valid),
        ["BackwardInputKernel Bf16 64x64 narrow-narrow"] = Conv2DShape.Create(1, 6, 5, 6, 7, 3, 3, Padding.Same),
        ["BackwardInputPartKernel Fp32 64x64 wide-wide"] = Conv2DShape.Create(1, 6, 5, 8, 32, 3, 3, Padding.Same),
        ["BackwardStridedInputKernel Tf32 64x64 wide-wide"] = Conv2DShape.Create(1, 7, 6, 8, 12, 3, 3, new Padding(1), 2),
        ["BackwardWeightPartKernel Fp32 64x64 narrow-wide"] = Conv2DShape.Create(2, 9, 8, 3, 8, 3, 3, Padding.Same),
    };

    private static IEnumerable<TestCaseData> FewOnCuda =>
        from device in Devices
        where device != "simulated"
        from name in FewProducts.Names
        select new TestCaseData(device, name).SetArgDisplayNames(device, name);

    private static IEnumerable<TestCaseData> Tiles =>
        from device in Devices
        from tile in GemmTile.All
        where Has(device, tile)
        select Case(tile, [device, tile], device, $"{tile.Precision}", tile.Name);

    private static IEnumerable<TestCaseData> Cases =>
        from device in Devices
        from tile in GemmTile.All
        where Has(device, tile)
        from shape in device != "simulated" ? [.. Shapes, Deep] : IsSmallest(tile) ? Shapes[..2] : OneKTile
        select Case(tile, [device, tile, shape], device, $"{tile.Precision}", tile.Name, $"{shape}");

    [TestCaseSource(nameof(FewOnCuda))]
    public void Few_OfTheProducts_MatchReference(string deviceName, string name)
    {
        string[] words = name.Split(' ');
        Precision precision = Enum.Parse<Precision>(words[1]);
        Conv2DShape s = ShapesOfFew[name];
        using ComputeDevice device = Open(
            deviceName, GemmTile.All.Single(tile => tile.Precision == precision && tile.Name == words[2]));
        ConvRun run = new(device);
        float[] x = Untied(s.InputLength, 1), w = Untied(s.WeightLength, 2);
        float[] b = Untied(s.OutC, 3), dy = Untied(s.OutputLength, 4);
        double[] roundX = Round(precision, x), roundW = Round(precision, w), roundDy = Round(precision, dy);
        switch (words[0])
        {
            case "ForwardKernel" or "ForwardPartKernel":
                Close.To(ConvReference.Forward(s, roundX, roundW, b.ToDouble()), run.Forward(s, x, w, b, Activation.Identity), "y");
                break;
            case "PooledForwardKernel" or "PooledForwardPartKernel":
                double[] outputs = ConvReference.Forward(s, roundX, roundW, b.ToDouble());
                Close.To(PoolReference.Max(PooledConv2D.Pool(s), outputs), run.PooledForward(s, x, w, b, Activation.Identity), "y");
                break;
            case "BackwardWeightPartKernel":
                (float[] dw, float[] db) = run.BackwardWeight(s, x, dy, new float[s.WeightLength], new float[s.OutC]);
                Close.To(ConvReference.BackwardWeight(s, roundX, roundDy), dw, "dw");
                Close.To(ConvReference.BackwardBias(s, dy.ToDouble()), db, "db");
                break;
            default:
                Close.To(
                    ConvReference.BackwardInput(s, roundDy, roundW), run.BackwardInput(s, dy, w, Activation.Identity, []), "dx");
                break;
        }
    }

    [TestCaseSource(nameof(Cases))]
    public void Passes_InThisTile_MatchReference(string deviceName, object tile, Conv2DShape s)
    {
        Precision precision = ((GemmTile)tile).Precision;
        using ComputeDevice device = Open(deviceName, (GemmTile)tile);
        ConvRun run = new(device);
        float[] x = Untied(s.InputLength, 1), w = Untied(s.WeightLength, 2);
        float[] b = Untied(s.OutC, 3), dy = Untied(s.OutputLength, 4);
        double[] roundX = Round(precision, x), roundW = Round(precision, w), roundDy = Round(precision, dy);

        double[] y = ConvReference.Activate(Activation.Relu, ConvReference.Forward(s, roundX, roundW, b.ToDouble()));
        Close.To(y, run.Forward(s, x, w, b, Activation.Relu), "y");
        double[] dx = ConvReference.BackwardInput(s, roundDy, roundW);
        Close.To(dx, run.BackwardInput(s, dy, w, Activation.Identity, []), "dx");
        double[] dw = ConvReference.BackwardWeight(s, roundX, roundDy);
        (float[] actual, _) = run.BackwardWeight(s, x, dy, new float[s.WeightLength], new float[s.OutC]);
        Close.To(dw, actual, "dw");
    }

    // One k-tile of one whole tile: every sum of every thread.
    [TestCaseSource(nameof(Tiles))]
    public void Passes_OfAWholeTile_MatchReference(string deviceName, object tile)
    {
        GemmTile whole = (GemmTile)tile;
        using ComputeDevice device = Open(deviceName, whole);
        ConvRun run = new(device);

        Conv2DShape forward = Conv2DShape.Create(1, whole.Rows / 8, 8, 8, whole.Columns, 1, 1, Padding.Valid);
        float[] x = Untied(forward.InputLength, 1), w = Untied(forward.WeightLength, 2);
        float[] b = Untied(forward.OutC, 3);
        double[] y = ConvReference.Forward(forward, Round(whole.Precision, x), Round(whole.Precision, w), b.ToDouble());
        Close.To(y, run.Forward(forward, x, w, b, Activation.Identity), "y");

        Conv2DShape input = Conv2DShape.Create(1, whole.Rows / 8, 8, whole.Columns, 8, 1, 1, Padding.Valid);
        float[] dy = Untied(input.OutputLength, 4);
        double[] dx = ConvReference.BackwardInput(input, Round(whole.Precision, dy), Round(whole.Precision, w));
        Close.To(dx, run.BackwardInput(input, dy, w, Activation.Identity, []), "dx");

        Conv2DShape weight = Conv2DShape.Create(1, 2, 4, whole.Rows, whole.Columns, 1, 1, Padding.Valid);
        dy = Untied(weight.OutputLength, 5);
        double[] dw = ConvReference.BackwardWeight(weight, Round(whole.Precision, x), Round(whole.Precision, dy));
        (float[] actual, _) = run.BackwardWeight(weight, x, dy, new float[weight.WeightLength], new float[weight.OutC]);
        Close.To(dw, actual, "dw");
    }

    // One k-tile of one whole tile of windows; the last row of outputs is in none.
    [TestCaseSource(nameof(Tiles))]
    public void PooledForward_InThisTile_IsPoolingOfTheForwardPass(string deviceName, object tile)
    {
        GemmTile whole = (GemmTile)tile;
        Conv2DShape s = Conv2DShape.Create(1, (whole.Rows / 8) + 1, 8, 8, whole.Columns, 1, 1, Padding.Valid);
        PoolShape pool = PooledConv2D.Pool(s);
        using ComputeDevice device = Open(deviceName, whole);
        float[] x = Untied(s.InputLength, 1), w = Untied(s.WeightLength, 2);
        float[] b = Untied(s.OutC, 3);
        double[] outputs = new ConvRun(device).Forward(s, x, w, b, Activation.Relu).ToDouble();
        using var xs = device.Allocate(x);
        using var ws = device.Allocate(w);
        using var bs = device.Allocate(b);
        using var ys = device.Allocate<float>(pool.OutputLength);
        using var winners = device.Allocate<byte>(pool.OutputLength);
        new PooledConv2D(device).Forward(s, xs.View, ws.View, bs.View, Activation.Relu, ys.View, winners.View);
        Assert.That(ys.GetAsArray1D(device.Stream), Is.EqualTo(PoolReference.Max(pool, outputs)));
        Assert.That(winners.GetAsArray1D(device.Stream).Distinct(), Is.EquivalentTo(new byte[] { 0, 1, 2, 3 }));
    }

    // Simulated tensor cores take their time, and the larger tiles minutes.
    private static bool Has(string device, GemmTile tile) =>
        device != "simulated" || tile.Precision == Precision.Fp32 || IsSmallest(tile);

    private static bool IsSmallest(GemmTile tile) => GemmTile.All.Last(t => t.Precision == tile.Precision) == tile;

    private static TestCaseData Case(GemmTile tile, object[] arguments, params string[] names)
    {
        TestCaseData data = new TestCaseData(arguments).SetArgDisplayNames(names);
        return tile.Precision == Precision.Fp32 || IsSmallest(tile) ? data : data.SetCategory(TestCategories.Exhaustive);
    }

    private static ComputeDevice Open(string deviceName, GemmTile tile) => deviceName == "simulated"
        ? DeviceCatalog.OpenSimulatedGpu(tile.Precision).WithTiles(TileTable.Always(tile))
        : DeviceCatalog.Open(deviceName, null, tile.Precision).WithTiles(TileTable.Always(tile));

    private static double[] Round(Precision precision, float[] values) => precision switch
    {
        Precision.Tf32 => Array.ConvertAll(values, v => RoundTo(v, 11, MidpointRounding.AwayFromZero)),
        Precision.Bf16 => Array.ConvertAll(values, v => RoundTo(v, 8, MidpointRounding.ToEven)),
        _ => values.ToDouble(),
    };

    // Half way between two numbers of tf32 GPUs round to either.
    private static float[] Untied(int length, int seed) => Array.ConvertAll(Values.Uniform(length, seed), value =>
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return (bits & 0x1FFF) == 0x1000 ? BitConverter.UInt32BitsToSingle(bits | 1) : value;
    });

    private static double RoundTo(float value, int significantBits, MidpointRounding midpoint)
    {
        if (value == 0)
            return 0;
        double unit = Math.ScaleB(1, Math.ILogB(value) + 1 - significantBits);
        return Math.Round(value / unit, midpoint) * unit;
    }
}
