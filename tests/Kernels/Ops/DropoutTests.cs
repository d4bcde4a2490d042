using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Kernels.Random;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels.Ops;

[TestFixtureSource(typeof(TestDevices), nameof(TestDevices.All))]
public sealed class DropoutTests(string deviceName)
{
    private const uint Layer = 3;
    private static readonly DropoutKey Key = new(0x123456789abcdef0, 7);

    private ComputeDevice Device => TestDevices.Get(deviceName);

    [TestCase(0f)]
    [TestCase(0.25f)]
    [TestCase(0.5f)]
    public void Forward_OddLength_MatchesThePhiloxMask(float dropProbability)
    {
        float[] x = Values.Uniform(1013, 1);
        Close.To(Masked(x.ToDouble(), dropProbability), Forward(x, dropProbability, Key), "y");
    }

    [Test]
    public void Backward_OddLength_TakesTheSameMaskAndTheActivation([Values] Activation kind)
    {
        float[] x = Values.Uniform(1015, 2);
        float[] dy = Values.Uniform(1015, 3);
        using var xs = Device.Allocate(x);
        using var dys = Device.Allocate(dy);
        using var dxs = Device.Allocate<float>(x.Length);
        using var key = Device.Allocate([Key]);
        new Dropout(Device).Backward(x.Length, 0.25f, Layer, key.View, kind, xs.View, dys.View, dxs.View);
        double[] expected = Masked(dy.ToDouble(), 0.25);
        for (int i = 0; i < x.Length; i++)
            expected[i] *= Activations.Derivative(kind, x[i]);
        Close.To(expected, dxs.GetAsArray1D(Device.Stream), "dx");
    }

    [Test]
    public void Forward_ManyElements_KeepsTheirShareAndTheirMean()
    {
        const int Length = 40_000;
        float[] y = Forward(Enumerable.Repeat(1f, Length).ToArray(), 0.3f, Key);

        // Five deviations of a binomial share.
        Assert.That(y.Count(v => v == 0) / (double)Length, Is.EqualTo(0.3).Within(5 * Math.Sqrt(0.21 / Length)));
        Assert.That(y.Average(), Is.EqualTo(1).Within(5 * Math.Sqrt(0.21 / Length) / 0.7));
    }

    [Test]
    public void Forward_AnyPartOfTheKeyDiffers_AnotherMask()
    {
        float[] x = Enumerable.Repeat(1f, 1000).ToArray();
        (DropoutKey Key, uint Layer)[] keys =
        [
            (Key, Layer), (Key with { Step = 3 }, 7), (Key with { Step = 8 }, Layer), (Key, 4),
            (Key with { Seed = Key.Seed + 1 }, Layer), (Key with { Seed = Key.Seed + (1UL << 32) }, Layer),
        ];
        float[][] masks = keys.Select(key => Forward(x, 0.5f, key.Key, key.Layer)).ToArray();
        for (int a = 0; a < masks.Length; a++)
        {
            for (int b = 0; b < a; b++)
                Assert.That(masks[a].Zip(masks[b], (p, q) => p == q).Count(e => e), Is.InRange(400, 600), $"{a}, {b}");
        }
    }

    [TestCase(1f)]
    [TestCase(-0.1f)]
    [TestCase(float.NaN)]
    public void Forward_ProbabilityOutOfRange_IsRefused(float dropProbability) => Assert.That(
        () => Forward([1f], dropProbability, Key),
        Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("dropProbability must be at least 0"));

    [Test]
    public void Backward_InputTooShort_SaysWhich()
    {
        using var xs = Device.Allocate<float>(7);
        using var dys = Device.Allocate<float>(8);
        using var key = Device.Allocate([Key]);
        Assert.That(
            () => new Dropout(Device).Backward(
                8, 0.5f, Layer, key.View, Activation.Relu, xs.View, dys.View, dys.View),
            Throws.ArgumentException.With.Message.Contains("x holds 7 elements"));
    }

    private static double[] Masked(double[] x, double dropProbability)
    {
        double[] y = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            Random4 r = Philox.Block(
                (uint)i / 4, Key.Step, (uint)RandomPurpose.Dropout, Layer, (uint)Key.Seed, (uint)(Key.Seed >> 32));
            float draw = Random4.ToUnit((i % 4) switch { 0 => r.X, 1 => r.Y, 2 => r.Z, _ => r.W });
            y[i] = draw < dropProbability ? 0 : x[i] / (1 - dropProbability);
        }

        return y;
    }

    private float[] Forward(float[] x, float dropProbability, DropoutKey key, uint layer = Layer)
    {
        using var xs = Device.Allocate(x);
        using var keys = Device.Allocate([key]);
        new Dropout(Device).Forward(x.Length, dropProbability, layer, keys.View, xs.View, xs.View);
        return xs.GetAsArray1D(Device.Stream);
    }
}
