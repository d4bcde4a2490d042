using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.ImageScores;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels.ImageScores;

[TestFixtureSource(typeof(TestDevices), nameof(TestDevices.All))]
public sealed class ExampleDynamicsTests(string deviceName)
{
    private const int Classes = 3;
    private const int Epochs = 5;
    private const int NormEpoch = 4;

    // Image by image, an epoch a column: was it right?
    private static readonly bool[][] Right =
    [
        [true, true, true, true, true],
        [false, true, false, true, true],
        [false, false, false, false, false],
        [true, false, true, false, true],
        [false, false, false, true, true],
    ];

    private ComputeDevice Device => TestDevices.Get(deviceName);

    [Test]
    public void Record_AScriptedRun_CountsForgettingAndLearning()
    {
        (int[][] counts, _) = Run();
        Assert.That(counts[0], Is.All.EqualTo(Epochs));
        Assert.That(counts[1], Is.EqualTo(new[] { 5, 3, 0, 3, 2 }));
        Assert.That(counts[2], Is.EqualTo(new[] { 0, 1, 0, 2, 0 }), "forgotten");
        Assert.That(counts[3], Is.EqualTo(new[] { 1, 4, 0, 5, 4 }), "learned");
    }

    [Test]
    public void Record_AScriptedRun_HasMeanSpreadAndErrorNormInDouble()
    {
        (_, float[][] sums) = Run();
        double[][] own = [.. Enumerable.Range(0, Right.Length).Select(image => Enumerable.Range(1, Epochs)
            .Select(epoch => Softmax(Logits(image, epoch))[Label(image)]).ToArray())];
        Close.To([.. own.Select(p => p.Average())], sums[0], "confidence");
        Close.To([.. own.Select(p => p.Sum(x => Math.Pow(x - p.Average(), 2)))], sums[1], "spread");
        Close.To(
            [.. Enumerable.Range(0, Right.Length).Select(image => Math.Sqrt(Softmax(Logits(image, NormEpoch))
                .Select((p, c) => Math.Pow(p - (c == Label(image) ? 1 : 0), 2)).Sum()))],
            sums[2], "EL2N");
    }

    [Test]
    public void Record_SureAndRight_KeepsTheDigitsOfASmallError()
    {
        float[] logits = [0f, 15f, 0f];
        double[] p = Softmax(logits);
        double expected = Math.Sqrt(Math.Pow(p[0] + p[2], 2) + (p[0] * p[0]) + (p[2] * p[2]));
        Assert.That(expected, Is.LessThan(1e-6));
        Assert.That(Once(logits, 1).Norm, Is.EqualTo(expected).Within(0.01).Percent);
    }

    [Test]
    public void Record_HugeLogits_StayFinite()
    {
        (float confidence, float norm) = Once([1e4f, -1e4f, 3e30f], 0);
        Assert.That(confidence, Is.Zero);
        Assert.That(norm, Is.EqualTo(MathF.Sqrt(2)).Within(1e-6));
    }

    [Test]
    public void Record_NaNLogit_IsSeenInTheNumbers()
    {
        (float confidence, float norm) = Once([1f, float.NaN, 2f], 0);
        Assert.That(confidence, Is.NaN);
        Assert.That(norm, Is.NaN);
    }

    [Test]
    public void Record_ViewOfTooFewImages_SaysWhich()
    {
        using var logits = Device.Allocate(new float[6]);
        using var labels = Device.Allocate(new int[2]);
        using var ints = Device.Allocate(new int[7]);
        using var floats = Device.Allocate(new float[7]);
        DynamicsViews whole =
            new(ints.View, ints.View, ints.View, ints.View, floats.View, floats.View, floats.View);
        Ints fewInts = ints.View.SubView(0, 6);
        Floats fewFloats = floats.View.SubView(0, 6);
        Dictionary<string, DynamicsViews> cases = new()
        {
            [nameof(DynamicsViews.Correct)] = whole with { Correct = fewInts },
            [nameof(DynamicsViews.Forgotten)] = whole with { Forgotten = fewInts },
            [nameof(DynamicsViews.Learned)] = whole with { Learned = fewInts },
            [nameof(DynamicsViews.Confidence)] = whole with { Confidence = fewFloats },
            [nameof(DynamicsViews.Spread)] = whole with { Spread = fewFloats },
            [nameof(DynamicsViews.ErrorNorm)] = whole with { ErrorNorm = fewFloats },
        };
        foreach ((string name, DynamicsViews views) in cases)
        {
            Assert.That(
                () => new ExampleDynamics(Device).Record(
                    ClassificationShape.Create(2, 3), 1, 1, logits.View, labels.View, labels.View, views),
                Throws.ArgumentException.With.Message.Contains($"{name} holds 6 elements; a data set of 7 needs 7"));
        }
    }

    [Test]
    public void Record_WrongShape_SaysWhat()
    {
        using var logits = Device.Allocate(new float[5]);
        using var ints = Device.Allocate(new int[2]);
        Assert.That(
            () => new ExampleDynamics(Device).Record(
                ClassificationShape.Create(2, 3), 1, 1, logits.View, ints.View, ints.View, default),
            Throws.ArgumentException.With.Message.Contains("logits holds 5 elements"));
        Assert.That(
            () => new ExampleDynamics(Device).Record(
                ClassificationShape.Create(1, 3), 0, 1, logits.View, ints.View, ints.View, default),
            Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private static int Label(int image) => image % Classes;

    private static float[] Logits(int image, int epoch)
    {
        float[] logits = Values.Uniform(Classes, (image * 10) + epoch);
        int winner = Right[image][epoch - 1] ? Label(image) : (Label(image) + 1) % Classes;
        logits[winner] = logits.Max() + 0.1f + (0.3f * epoch);
        return logits;
    }

    private static double[] Softmax(float[] logits)
    {
        double[] powers = [.. logits.Select(z => Math.Exp(z))];
        return [.. powers.Select(power => power / powers.Sum())];
    }

    // What one sight of one image leaves.
    private (float Confidence, float Norm) Once(float[] logits, int label)
    {
        using var zs = Device.Allocate(logits);
        using var labels = Device.Allocate([label]);
        using var indices = Device.Allocate([0]);
        using var counts = Device.Allocate(new int[4]);
        using var sums = Device.Allocate(new float[3]);
        new ExampleDynamics(Device).Record(
            ClassificationShape.Create(1, logits.Length), 1, 1, zs.View, labels.View, indices.View,
            new DynamicsViews(
                counts.View.SubView(0, 1), counts.View.SubView(1, 1), counts.View.SubView(2, 1),
                counts.View.SubView(3, 1), sums.View.SubView(0, 1), sums.View.SubView(1, 1), sums.View.SubView(2, 1)));
        float[] read = sums.GetAsArray1D(Device.Stream);
        return (read[0], read[2]);
    }

    // Every epoch in two batches, in another order each time.
    private (int[][] Counts, float[][] Sums) Run()
    {
        ExampleDynamics op = new(Device);
        MemoryBuffer1D<int, Stride1D.Dense>[] counts =
            [.. Enumerable.Range(0, 4).Select(_ => Device.Allocate(new int[Right.Length]))];
        MemoryBuffer1D<float, Stride1D.Dense>[] sums =
            [.. Enumerable.Range(0, 3).Select(_ => Device.Allocate(new float[Right.Length]))];
        DynamicsViews views = new(
            counts[0].View, counts[1].View, counts[2].View, counts[3].View, sums[0].View, sums[1].View, sums[2].View);
        for (int epoch = 1; epoch <= Epochs; epoch++)
        {
            int[] order = [.. Enumerable.Range(0, Right.Length).Select(i => ((i * 2) + epoch) % Right.Length)];
            foreach (int[] batch in (int[][])[order[..3], order[3..]])
            {
                using var logits = Device.Allocate(batch.SelectMany(image => Logits(image, epoch)).ToArray());
                using var labels = Device.Allocate(batch.Select(Label).ToArray());
                using var indices = Device.Allocate(batch);
                op.Record(
                    ClassificationShape.Create(batch.Length, Classes), epoch, NormEpoch, logits.View, labels.View,
                    indices.View, views);
                Device.Stream.Synchronize();
            }
        }

        (int[][], float[][]) read = (
            [.. counts.Select(buffer => buffer.GetAsArray1D(Device.Stream))],
            [.. sums.Select(buffer => buffer.GetAsArray1D(Device.Stream))]);
        foreach (IDisposable buffer in counts.Concat<IDisposable>(sums))
            buffer.Dispose();
        return read;
    }
}
