using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Kernels.Random;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels.Ops;

[TestFixtureSource(typeof(TestDevices), nameof(TestDevices.All))]
public sealed class InitializerTests(string deviceName)
{
    private const int Length = 20_011;
    private const int FanIn = 27;
    private const int FanOut = 85;

    private static readonly object[] Uniforms =
    [
        new object[] { Initialization.GlorotUniform, Math.Sqrt(6.0 / (FanIn + FanOut)) },
        new object[] { Initialization.HeUniform, Math.Sqrt(6.0 / FanIn) },
        new object[] { Initialization.FanInUniform, 1 / Math.Sqrt(FanIn) },
    ];

    private static readonly object[] Normals =
    [
        new object[] { Initialization.GlorotNormal, Math.Sqrt(2.0 / (FanIn + FanOut)) },
        new object[] { Initialization.HeNormal, Math.Sqrt(2.0 / FanIn) },
    ];

    private ComputeDevice Device => TestDevices.Get(deviceName);

    // A reference of the numbers themselves makes every device agree with the host, and so with every other.
    [TestCaseSource(nameof(Uniforms))]
    public void Fill_Uniform_IsTheHostsNumbersWithinTheBound(Initialization kind, double bound)
    {
        float[] w = Fill(kind);
        Close.To(Draws().Select(r => ((2.0 * Random4.ToUnit(r.X)) - 1) * bound).ToArray(), w, "w", 1e-6, 0);
        Assert.That(w.Max(), Is.InRange(0.99 * bound, bound * (1 + 1e-6)));
        Assert.That(w.Min(), Is.InRange(-bound * (1 + 1e-6), -0.99 * bound));
        AssertMoments(w, bound / Math.Sqrt(3), 1.8);
    }

    [TestCaseSource(nameof(Normals))]
    public void Fill_Normal_IsTheHostsNumbersWithTheDeviation(Initialization kind, double deviation)
    {
        float[] w = Fill(kind);
        double[] expected = Draws().Select(r =>
            deviation * Math.Sqrt(-2 * Math.Log(1.0 - Random4.ToUnit(r.X)))
            * Math.Cos(2 * Math.PI * Random4.ToUnit(r.Y))).ToArray();
        Close.To(expected, w, "w", 1e-6, 0);
        AssertMoments(w, deviation, 3);
        double within = w.Count(v => Math.Abs(v) < deviation) / (double)Length;
        Assert.That(within, Is.EqualTo(0.6827).Within(5 * Math.Sqrt(0.6827 * 0.3173 / Length)));
    }

    [Test]
    public void Fill_Zeros_OverwritesEverything() => Assert.That(Fill(Initialization.Zeros), Is.All.Zero);

    [Test]
    public void Fill_AnotherParameterOrSeed_GivesOtherNumbers()
    {
        float[] w = Fill(Initialization.HeUniform);
        float[][] others =
        [
            Fill(Initialization.HeUniform, parameterIndex: 3), Fill(Initialization.HeUniform, seed: 12),
            Fill(Initialization.HeUniform, seed: 11 + (1UL << 32)),
        ];
        foreach (float[] other in others)
            Assert.That(other.Zip(w).Count(p => p.First == p.Second), Is.LessThan(20));
    }

    [Test]
    public void Fill_NoFanIn_IsRefused()
    {
        using var w = Device.Allocate<float>(1);
        Assert.That(
            () => new Initializer(Device).Fill(Initialization.HeNormal, 0, 1, 1, 0, w.View),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("fanIn must be at least 1"));
    }

    private static IEnumerable<Random4> Draws() =>
        Enumerable.Range(0, Length).Select(i => Philox.Draw(11, RandomPurpose.Weights, 2, (uint)i));

    // Within five deviations of the estimators. The kurtosis is the fourth moment over the squared variance.
    private static void AssertMoments(float[] w, double deviation, double kurtosis)
    {
        Assert.That(w.Average(v => (double)v), Is.Zero.Within(5 * deviation / Math.Sqrt(Length)));
        Assert.That(
            w.Average(v => (double)v * v) / (deviation * deviation),
            Is.EqualTo(1).Within(5 * Math.Sqrt((kurtosis - 1) / Length)));
    }

    private float[] Fill(Initialization kind, ulong seed = 11, int parameterIndex = 2)
    {
        using var w = Device.Allocate(Values.Uniform(Length, 1)); // to be overwritten
        new Initializer(Device).Fill(kind, FanIn, FanOut, seed, parameterIndex, w.View);
        return w.GetAsArray1D(Device.Stream);
    }
}
