using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Tests.Reference;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels.Matrix;

/// <summary>Convolution and pooling in one launch, on every device whose engine can.</summary>
[TestFixtureSource(nameof(Devices))]
public sealed class PooledConv2DTests(string deviceName)
{
    // Windows in more than one block of rows; odd numbers of outputs; stride, dilation and padding; a sum in two parts.
    private static readonly Conv2DShape[] Shapes =
    [
        Conv2DShape.Create(2, 7, 6, 4, 12, 2, 2, Padding.Same),
        Conv2DShape.Create(1, 9, 11, 8, 4, 2, 3, new Padding(1), 2),
        Conv2DShape.Create(2, 6, 5, 4, 8, 1, 2, Padding.Valid, 1, 2),
        Conv2DShape.Create(1, 4, 5, 68, 4, 2, 2, Padding.Valid),
    ];

    private static IEnumerable<string> Devices =>
        TestDevices.All.Where(name => TestDevices.Get(name).Matrix is IPoolingMatrixEngine);

    private ComputeDevice Device => TestDevices.Get(deviceName);

    [TestCaseSource(nameof(Shapes))]
    public void Forward_OddShape_MatchesConvolutionThenPoolingInDouble(Conv2DShape s)
    {
        float[] x = Values.Uniform(s.InputLength, 1), w = Values.Uniform(s.WeightLength, 2);
        float[] b = Values.Uniform(s.OutC, 3);
        double[] outputs = ConvReference.Activate(
            Activation.Elu, ConvReference.Forward(s, x.ToDouble(), w.ToDouble(), b.ToDouble()));
        double[] expected = PoolReference.Max(PooledConv2D.Pool(s), outputs);
        (float[] y, byte[] winners) = Forward(s, Activation.Elu, x, w, b);
        Close.To(expected, y, "y");
        Assert.That(winners, Is.All.InRange(0, 3));
        Assert.That(winners.Distinct().Count(), Is.EqualTo(4));
    }

    [TestCaseSource(nameof(Shapes))]
    public void BackwardPool_AfterForward_IsTheGradientOfPooling(Conv2DShape s)
    {
        float[] x = Values.Uniform(s.InputLength, 1), w = Values.Uniform(s.WeightLength, 2);
        float[] b = Values.Uniform(s.OutC, 3);
        PoolShape pool = PooledConv2D.Pool(s);
        float[] dy = Values.Uniform(pool.OutputLength, 4);
        byte[] winners = Forward(s, Activation.Identity, x, w, b).Winners;
        double[] expected = CentralDifference.Gradient(
            ConvReference.Forward(s, x.ToDouble(), w.ToDouble(), b.ToDouble()), dy.ToDouble(),
            z => PoolReference.Max(pool, z), 1e-7);
        using var winner = Device.Allocate(winners);
        using var dys = Device.Allocate(dy);
        using var dzs = Device.Allocate(Values.Uniform(s.OutputLength, 9)); // to be overwritten
        new PooledConv2D(Device).BackwardPool(s, winner.View, dys.View, dzs.View);
        Close.To(expected, dzs.GetAsArray1D(Device.Stream), "dz");
    }

    [Test]
    public void Forward_EqualOutputs_TheFirstWins()
    {
        Conv2DShape s = Conv2DShape.Create(1, 2, 2, 4, 4, 1, 1, Padding.Valid);
        (float[] y, byte[] winners) = Forward(s, Activation.Relu, new float[16], new float[16], [1f, 2f, -1f, 0f]);
        Assert.That(y, Is.EqualTo(new[] { 1f, 2f, 0f, 0f }));
        Assert.That(winners, Is.All.Zero);
    }

    [Test]
    public void Forward_NaN_WinsWhereverItStands([Range(0, 3)] int place)
    {
        Conv2DShape s = Conv2DShape.Create(1, 2, 2, 4, 4, 1, 1, Padding.Valid);
        float[] x = Values.Uniform(16, 1);
        x[place * 4] = float.NaN;
        (float[] y, byte[] winners) = Forward(s, Activation.Relu, x, Values.Uniform(16, 2), new float[4]);
        Assert.That(y, Is.All.NaN);
        Assert.That(winners, Is.All.EqualTo(place));
    }

    [Test]
    public void Forward_WithNoRoomForWinners_WritesTheSameOutputs()
    {
        Conv2DShape s = Shapes[0];
        float[] x = Values.Uniform(s.InputLength, 1), w = Values.Uniform(s.WeightLength, 2);
        float[] b = Values.Uniform(s.OutC, 3);
        using var xs = Device.Allocate(x);
        using var ws = Device.Allocate(w);
        using var bs = Device.Allocate(b);
        using var ys = Device.Allocate<float>(PooledConv2D.Pool(s).OutputLength);
        new PooledConv2D(Device).Forward(s, xs.View, ws.View, bs.View, Activation.Elu, ys.View, default);
        Assert.That(ys.GetAsArray1D(Device.Stream), Is.EqualTo(Forward(s, Activation.Elu, x, w, b).Y));
    }

    [Test]
    public void Forward_OutputTooShort_SaysWhich()
    {
        Conv2DShape s = Shapes[0];
        using var all = Device.Allocate<float>(s.InputLength + s.WeightLength);
        Floats view = all.View;
        Assert.That(
            () => new PooledConv2D(Device).Forward(s, view, view, view, Activation.Relu, view.SubView(0, 215), default),
            Throws.ArgumentException.With.Message.Contains("y holds 215 elements").And.Message.Contains("needs 216"));
    }

    [TestCase(3, 8, false)]
    [TestCase(8, 6, false)]
    [TestCase(8, 4, true)]
    public void Suits_ChannelsInMultiplesOfFour_Only(int inC, int outC, bool expected) => Assert.That(
        PooledConv2D.Suits(Device, Conv2DShape.Create(1, 5, 5, inC, outC, 2, 2, Padding.Valid)), Is.EqualTo(expected));

    private (float[] Y, byte[] Winners) Forward(Conv2DShape s, Activation activation, float[] x, float[] w, float[] b)
    {
        int length = PooledConv2D.Pool(s).OutputLength;
        using var xs = Device.Allocate(x);
        using var ws = Device.Allocate(w);
        using var bs = Device.Allocate(b);
        using var ys = Device.Allocate(Values.Uniform(length, 9)); // to be overwritten, as the winners
        using var winners = Device.Allocate(Enumerable.Repeat((byte)77, length).ToArray());
        new PooledConv2D(Device).Forward(s, xs.View, ws.View, bs.View, activation, ys.View, winners.View);
        return (ys.GetAsArray1D(Device.Stream), winners.GetAsArray1D(Device.Stream));
    }
}
