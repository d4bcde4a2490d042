using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels.Ops;

[TestFixtureSource(typeof(TestDevices), nameof(TestDevices.All))]
public sealed class SgdTests(string deviceName)
{
    private const int Length = 37;
    private const int DecayLength = 23;

    private ComputeDevice Device => TestDevices.Get(deviceName);

    [Test]
    public void Update_SeveralSteps_MatchReference(
        [Values(0, 0.9)] double momentum, [Values] bool nesterov, [Values(0, 0.1)] double coupled,
        [Values(0, 0.2)] double decoupled)
    {
        float[][] gradients = Enumerable.Range(10, 6).Select(seed => Values.Uniform(Length, seed)).ToArray();
        float[] w = Values.Uniform(Length, 1);
        double[] expected = w.ToDouble();
        double[]? velocity = null;
        foreach (float[] gradient in gradients)
        {
            double[] g = gradient.ToDouble();
            for (int i = 0; i < DecayLength; i++)
            {
                g[i] += coupled * expected[i];
                expected[i] *= 1 - (0.05 * decoupled);
            }

            velocity = velocity is null ? [.. g] : velocity.Zip(g, (u, d) => (momentum * u) + d).ToArray();
            for (int i = 0; i < Length; i++)
                expected[i] -= 0.05 * (nesterov ? g[i] + (momentum * velocity[i]) : velocity[i]);
        }

        SgdStep step = SgdStep.Create(0.05, momentum, nesterov, coupled, decoupled);
        Close.To(expected, Run(w, gradients, step, DecayLength), "w");
    }

    // w = 1, lr 0.1, momentum 0.9, g = 1 twice. Plain: 1 − 0.1·1 − 0.1·1.9. Nesterov: 1 − 0.1·1.9 − 0.1·(1 + 0.9·1.9).
    [TestCase(false, 0.71)]
    [TestCase(true, 0.539)]
    public void Update_TwoSteps_MatchTheWorkedNumbers(bool nesterov, double expected)
    {
        float[] w = Run([1f], [[1f], [1f]], SgdStep.Create(0.1, 0.9, nesterov));
        Assert.That(w[0], Is.EqualTo(expected).Within(1e-6));
    }

    [Test]
    public void Update_ZeroesTheUsedGradientAlone()
    {
        using var w = Device.Allocate<float>(4);
        using var dw = Device.Allocate([1f, 2f, 3f, 4f]);
        using var step = Device.Allocate([SgdStep.Create(0.1)]);
        new Sgd(Device).Update(3, 3, step.View, w.View, dw.View, w.View);
        Assert.That(dw.GetAsArray1D(Device.Stream), Is.EqualTo(new[] { 0f, 0f, 0f, 4f }));
    }

    [Test]
    public void Update_DecayBeyondTheLength_IsRefused()
    {
        using var w = Device.Allocate<float>(4);
        using var step = Device.Allocate<SgdStep>(1);
        Assert.That(
            () => new Sgd(Device).Update(3, 4, step.View, w.View, w.View, w.View),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("decayLength"));
    }

    [Test]
    public void Update_NoStep_SaysWhatIsMissing()
    {
        using var w = Device.Allocate<float>(3);
        Assert.That(
            () => new Sgd(Device).Update(3, 3, default, w.View, w.View, w.View),
            Throws.ArgumentException.With.Message.Contains("step holds 0 elements; a value of 1 needs 1"));
    }

    [Test]
    public void Update_VelocityTooShort_SaysWhich()
    {
        using var w = Device.Allocate<float>(3);
        using var velocity = Device.Allocate<float>(2);
        using var step = Device.Allocate<SgdStep>(1);
        Assert.That(
            () => new Sgd(Device).Update(3, 3, step.View, w.View, w.View, velocity.View),
            Throws.ArgumentException.With.Message.Contains("velocity holds 2 elements"));
    }

    private float[] Run(float[] start, float[][] gradients, SgdStep step, int decayLength = 0)
    {
        using var w = Device.Allocate(start);
        using var dw = Device.Allocate<float>(start.Length);
        using var velocity = Device.Allocate<float>(start.Length);
        using var value = Device.Allocate([step]);
        Sgd op = new(Device);
        foreach (float[] gradient in gradients)
        {
            dw.View.CopyFromCPU(Device.Stream, gradient);
            op.Update(start.Length, decayLength, value.View, w.View, dw.View, velocity.View);
        }

        return w.GetAsArray1D(Device.Stream);
    }
}
