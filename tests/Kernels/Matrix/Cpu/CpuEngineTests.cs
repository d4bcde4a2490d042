using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Kernels.Matrix.Cpu;
using IlgpuCnn.Tests.Reference;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels.Matrix.Cpu;

/// <summary>Every vector width of the CPU engine, and more workers than there is work, against the reference.</summary>
[TestFixture(512, 2)]
[TestFixture(256, 2)]
[TestFixture(128, 2)]
[TestFixture(256, 1)]
[TestFixture(128, 7)]
public sealed class CpuEngineTests(int vectorBits, int threads)
{
    // Winograd's transforms make an error about twice that of a plain sum, of the size of the terms and not of the sum.
    private const double WinogradAbsolute = 1e-4;

    private static readonly Conv2DShape[] Shapes =
    [
        Conv2DShape.Create(3, 7, 5, 3, 17, 3, 2, Padding.Same),
        Conv2DShape.Create(2, 13, 9, 3, 7, 3, 2, new Padding(2), stride: 3, dilation: 2),
        Conv2DShape.Create(9, 5, 31, 2, 70, 1, 4, Padding.Same, dilation: 3),
        Conv2DShape.Create(3, 8, 8, 3, 12, 1, 1, Padding.Valid, stride: 2),
        Conv2DShape.Create(20, 8, 8, 3, 12, 3, 3, new Padding(3)),
        Conv2DShape.Create(9, 11, 7, 19, 37, 3, 3, Padding.Same),
        Conv2DShape.Create(17, 9, 6, 16, 21, 3, 3, Padding.Valid),
        Conv2DShape.Create(3, 13, 18, 35, 16, 3, 3, new Padding(2)),
        Conv2DShape.Create(2, 40, 24, 1, 17, 3, 3, Padding.Same), // grey images
        Conv2DShape.Create(5, 9, 14, 1, 37, 4, 2, new Padding(2), stride: 2),
        Conv2DShape.Dense(70, 33, 5),
        Conv2DShape.Dense(7, 45, 100),
    ];

    private ComputeDevice device = null!;

    [OneTimeSetUp]
    public void OpenDevice() => device = DeviceCatalog.OpenCpu(threads, vectorBits);

    [OneTimeTearDown]
    public void CloseDevice() => device.Dispose();

    [TestCaseSource(nameof(Shapes))]
    public void Passes_OddShape_MatchReference(Conv2DShape s)
    {
        float[] x = Values.Uniform(s.InputLength, 1);
        float[] w = Values.Uniform(s.WeightLength, 2);
        float[] b = Values.Uniform(s.OutC, 3);
        float[] dy = Values.Uniform(s.OutputLength, 4);
        using var xs = device.Allocate(x);
        using var ws = device.Allocate(w);
        using var bs = device.Allocate(b);
        using var dys = device.Allocate(dy);
        using var ys = device.Allocate<float>(s.OutputLength);
        using var dxs = device.Allocate<float>(s.InputLength);
        using var dws = device.Allocate<float>(s.WeightLength);
        using var dbs = device.Allocate<float>(s.OutC);
        Conv2D op = new(device);
        op.Forward(s, xs.View, ws.View, bs.View, Activation.Elu, ys.View);
        op.BackwardInput(s, dys.View, ws.View, Activation.Elu, xs.View, dxs.View);
        op.BackwardWeight(s, xs.View, dys.View, dws.View, dbs.View);

        double[] y = ConvReference.Activate(
            Activation.Elu, ConvReference.Forward(s, x.ToDouble(), w.ToDouble(), b.ToDouble()));
        double[] dx = ConvReference.BackwardInput(s, dy.ToDouble(), w.ToDouble());
        for (int i = 0; i < dx.Length; i++)
            dx[i] *= ConvReference.Derivative(Activation.Elu, x[i]);
        double[] dw = ConvReference.BackwardWeight(s, x.ToDouble(), dy.ToDouble());
        double[] db = ConvReference.BackwardBias(s, dy.ToDouble());
        double absolute = WinogradPlan.Suits(s) ? WinogradAbsolute : Close.Absolute;
        Close.To(y, ys.GetAsArray1D(device.Stream), "y", absolute);
        Close.To(dx, dxs.GetAsArray1D(device.Stream), "dx", absolute);
        Close.To(dw, dws.GetAsArray1D(device.Stream), "dw", absolute);
        Close.To(db, dbs.GetAsArray1D(device.Stream), "db", absolute);
    }

    [Test]
    public void Suits_TheTestedShapes_TakesThreeOfThem() =>
        Assert.That(Shapes.Count(s => WinogradPlan.Suits(s)), Is.EqualTo(3));
}
