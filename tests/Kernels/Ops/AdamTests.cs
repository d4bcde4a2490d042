using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels.Ops;

[TestFixtureSource(typeof(TestDevices), nameof(TestDevices.All))]
public sealed class AdamTests(string deviceName)
{
    private const int Length = 37;
    private const int DecayLength = 23;

    private ComputeDevice Device => TestDevices.Get(deviceName);

    [TestCase(0, 0)]
    [TestCase(0.1, 0)]
    [TestCase(0, 0.1)]
    public void Update_SeveralSteps_MatchReference(double coupled, double decoupled)
    {
        float[][] gradients = Enumerable.Range(10, 6).Select(seed => Values.Uniform(Length, seed)).ToArray();
        float[] w = Values.Uniform(Length, 1);
        double[] expected = w.ToDouble();
        double[] m = new double[Length];
        double[] v = new double[Length];
        for (int t = 1; t <= gradients.Length; t++)
        {
            for (int i = 0; i < Length; i++)
            {
                double g = gradients[t - 1][i] + (i < DecayLength ? coupled * expected[i] : 0);
                expected[i] *= i < DecayLength ? 1 - (0.02 * decoupled) : 1;
                m[i] = (0.9 * m[i]) + (0.1 * g);
                v[i] = (0.99 * v[i]) + (0.01 * g * g);
                double mHat = m[i] / (1 - Math.Pow(0.9, t));
                double vHat = v[i] / (1 - Math.Pow(0.99, t));
                expected[i] -= 0.02 * mHat / (Math.Sqrt(vHat) + 1e-3);
            }
        }

        AdamStep Step(int t) => AdamStep.Create(t, 0.02, 0.9, 0.99, 1e-3, coupled, decoupled);
        Close.To(expected, Run(w, gradients, Step, DecayLength), "w");
    }

    // w = 1, g = 0.5, lr 0.1, default betas and ε, weight decay 0.1, one step. Adam: g = 0.6, so m̂ / √v̂ = 1.
    // AdamW: w is first 1 − 0.1·0.1 = 0.99. Either step is then 0.1 long; ε takes off 2e-9.
    [TestCase(0.1, 0, 0.9)]
    [TestCase(0, 0.1, 0.89)]
    public void Update_FirstStep_MatchesThePyTorchDefinitions(double coupled, double decoupled, double expected)
    {
        AdamStep Step(int t) => AdamStep.Create(t, 0.1, coupledDecay: coupled, decoupledDecay: decoupled);
        float[] w = Run([1f], [[0.5f]], Step, decayLength: 1);
        Assert.That(w[0], Is.EqualTo(expected).Within(1e-6));
    }

    // g = 1, then −0.5, lr 0.1: m = 0.1, 0.04; v = 0.001, 0.001249; m̂ = 1, 0.2105263; √v̂ = 1, 0.7904608;
    // w = 1 − 0.1 − 0.1·0.2105263/0.7904608.
    [Test]
    public void Update_TwoSteps_MatchTheWorkedNumbers()
    {
        float[] w = Run([1f], [[1f], [-0.5f]], t => AdamStep.Create(t, 0.1));
        Assert.That(w[0], Is.EqualTo(0.8733665).Within(1e-6));
    }

    // With ε = 1 after the corrected root: 1 / (1 + 1), not 1 / √(1 + 1) nor 1 / (√0.001 + 1).
    [Test]
    public void Update_LargeEpsilon_IsAddedAfterTheCorrectedRoot()
    {
        float[] w = Run([1f], [[1f]], t => AdamStep.Create(t, 0.1, epsilon: 1));
        Assert.That(w[0], Is.EqualTo(0.95).Within(1e-6));
    }

    [Test]
    public void Update_ZeroesTheUsedGradientAlone()
    {
        using var w = Device.Allocate<float>(4);
        using var dw = Device.Allocate([1f, 2f, 3f, 4f]);
        using var step = Device.Allocate([AdamStep.Create(1, 0.1)]);
        new Adam(Device).Update(3, 3, step.View, w.View, dw.View, w.View, w.View);
        Assert.That(dw.GetAsArray1D(Device.Stream), Is.EqualTo(new[] { 0f, 0f, 0f, 4f }));
    }

    [Test]
    public void Create_StepZero_IsRefused() => Assert.That(
        () => AdamStep.Create(0, 0.1),
        Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("step must be at least 1"));

    [Test]
    public void Update_MomentsTooShort_SaysWhich()
    {
        using var w = Device.Allocate<float>(3);
        using var v = Device.Allocate<float>(2);
        using var step = Device.Allocate<AdamStep>(1);
        Assert.That(
            () => new Adam(Device).Update(3, 3, step.View, w.View, w.View, w.View, v.View),
            Throws.ArgumentException.With.Message.Contains("v holds 2 elements"));
    }

    private float[] Run(float[] start, float[][] gradients, Func<int, AdamStep> step, int decayLength = 0)
    {
        using var w = Device.Allocate(start);
        using var dw = Device.Allocate<float>(start.Length);
        using var m = Device.Allocate<float>(start.Length);
        using var v = Device.Allocate<float>(start.Length);
        Adam op = new(Device);
        for (int t = 1; t <= gradients.Length; t++)
        {
            dw.View.CopyFromCPU(Device.Stream, gradients[t - 1]);
            using var value = Device.Allocate([step(t)]);
            op.Update(start.Length, decayLength, value.View, w.View, dw.View, m.View, v.View);
            Device.Synchronize();
        }

        return w.GetAsArray1D(Device.Stream);
    }
}
