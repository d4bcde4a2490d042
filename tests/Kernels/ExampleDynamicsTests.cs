using IlgpuCnn.Kernels;
using IlgpuCnn.Tests.Reference;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels;

[TestFixtureSource(typeof(TestDevices), nameof(TestDevices.All))]
public sealed class ExampleDynamicsTests(string deviceName)
{
    private const int Count = 11;
    private const int Classes = 5;

    private Gathered gathered = null!;

    private ComputeDevice Device => TestDevices.Get(deviceName);

    [SetUp]
    public void Allocate() => gathered = new Gathered(Device, Count);

    [TearDown]
    public void Free() => gathered.Dispose();

    [Test]
    public void Record_ScriptedSequences_CountsForgettingAndLearning()
    {
        // A row an image, a column an epoch: whether it is correct.
        string[] script = ["+++++++", "-------", "+-+-+-+", "-+++-++", "+++++--", "-----++", "+-----+"];
        int[] labels = [2, 0, 4, 1, 3, 2, 0];
        int[] order = [3, 0, 6, 5, 1, 4, 2];
        for (int epoch = 1; epoch <= 7; epoch++)
        {
            foreach (int[] indices in (int[][])[order[..4], order[4..]])
            {
                int[] wanted = [.. indices.Select(i => labels[i])];
                int[] given = [.. indices.Select(i => (labels[i] + (script[i][epoch - 1] == '+' ? 0 : 1)) % Classes)];
                float[] logits = [.. given.SelectMany(c => Enumerable.Range(0, Classes).Select(j => j == c ? 2f : 0f))];
                Record(new DynamicsEpoch(epoch, 0), logits, wanted, given, indices);
            }

            order = [.. order[1..], order[0]];
        }

        Assert.That(gathered.Ints("seen")[..7], Is.All.EqualTo(7));
        Assert.That(gathered.Ints("seen")[7..], Is.All.Zero);
        Assert.That(gathered.Ints("correct")[..7], Is.EqualTo(new[] { 7, 0, 4, 5, 5, 2, 2 }));
        Assert.That(gathered.Ints("forgotten")[..7], Is.EqualTo(new[] { 0, 0, 3, 1, 1, 0, 1 }));
        Assert.That(gathered.Ints("since")[..7], Is.EqualTo(new[] { 1, 0, 7, 6, 0, 6, 7 }));
        Assert.That(gathered.Floats("norm"), Is.All.Zero, "of epoch 0, which is none");
    }

    [Test]
    public void Record_RandomLogits_MatchesReference()
    {
        const int normEpoch = 3;
        DynamicsReference reference = new(Count, Classes);
        Random random = new(5);
        int[] labels = [.. Enumerable.Range(0, Count).Select(_ => random.Next(Classes))];
        for (int step = 0; step < 40; step++)
        {
            // An epoch of several batches, of all sizes, so that some images are seen more than once in it.
            int epoch = (step / 5) + 1;
            int[] indices = [.. Enumerable.Range(0, Count).OrderBy(_ => random.Next()).Take(1 + (step % Count))];
            int[] wanted = [.. indices.Select(i => labels[i])];
            float[] logits = [.. Values.Uniform(indices.Length * Classes, step).Select(z => z * (1 + (step % 7)))];
            reference.See(epoch, logits, wanted, indices);
            Record(new DynamicsEpoch(epoch, normEpoch), logits, wanted, Largest(logits), indices);
        }

        AssertIs(reference, normEpoch);
    }

    [Test]
    public void Record_SureAndRight_KeepsTheDigitsOfASmallError()
    {
        float[] logits = [0f, 0f, 15f, 0f, 0f];
        Record(new DynamicsEpoch(1, 1), logits, [2], [2], [4]);
        DynamicsReference reference = new(Count, Classes);
        reference.See(1, logits, [2], [4]);
        double expected = reference.ErrorNorm(1)[4];
        Assert.That(expected, Is.LessThan(2e-6));
        Assert.That(gathered.Floats("norm")[4], Is.EqualTo(expected).Within(0.01).Percent);
    }

    [Test]
    public void Record_HugeLogits_StaysFinite()
    {
        Record(new DynamicsEpoch(1, 1), [1e4f, -1e4f, 0f, 3e30f, 0f, 1f, 2f, 9e9f, 2f, 1f], [0, 3], [3, 2], [0, 7]);
        Assert.That(gathered.Floats("mean"), Is.All.Zero);
        Assert.That(gathered.Floats("squares"), Is.All.Zero);
        Close.To([Math.Sqrt(2), Math.Sqrt(2)], [gathered.Floats("norm")[0], gathered.Floats("norm")[7]], "norms");
    }

    [TestCase(float.NaN, 1)]
    [TestCase(0f, -1)]
    [TestCase(0f, Classes)]
    public void Record_NaNOrNoClass_SpoilsItsImageAlone(float logit, int label)
    {
        Record(new DynamicsEpoch(1, 1), [1f, 2f, logit, 3f, 1f, 1f, 2f, 5f, 3f, 1f], [label, 2], [3, 2], [6, 2]);
        foreach (string name in (string[])["mean", "squares", "norm"])
        {
            float[] values = gathered.Floats(name);
            Assert.That(values[6], Is.NaN, name);
            Assert.That(values.Where((_, i) => i != 6), Has.None.NaN, name);
        }
    }

    [Test]
    public void Record_ViewsTooShort_SayWhich()
    {
        using var logits = Device.Allocate<float>(3 * Classes);
        using var ints = Device.Allocate<int>(3);
        Floats z = logits.View;
        Ints y = ints.View;
        ImageDynamics all = gathered.Views;
        Floats tooFew = all.ErrorNorm.SubView(0, 4);
        Assert.Multiple(() =>
        {
            Assert.That(() => Run(z.SubView(0, 3), y, y, all), Refusal("logits holds 3 elements"));
            Assert.That(() => Run(z, y.SubView(0, 2), y, all), Refusal("labels holds 2 elements"));
            Assert.That(() => Run(z, y, y.SubView(0, 2), all), Refusal("indices holds 2 elements"));
            Assert.That(
                () => Run(z, y, y, all with { ErrorNorm = tooFew }),
                Refusal("ErrorNorm holds 4 elements; a data set of 11 needs 11"));
            Assert.That(
                () => new ExampleDynamics(Device).Record(Shape(3), default, z, y, y, y, all),
                Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("Epoch must be at least 1"));
        });

        void Run(Floats z, Ints labels, Ints indices, ImageDynamics to) => new ExampleDynamics(Device).Record(
            Shape(3), new DynamicsEpoch(1, 0), z, labels, y, indices, to);

        static NUnit.Framework.Constraints.IResolveConstraint Refusal(string message) =>
            Throws.ArgumentException.With.Message.Contains(message);
    }

    private static ClassificationShape Shape(int n) => ClassificationShape.Create(n, Classes);

    private static int[] Largest(float[] logits) =>
        [.. logits.Chunk(Classes).Select(row => Array.IndexOf(row, row.Max()))];

    private void Record(DynamicsEpoch when, float[] logits, int[] labels, int[] predictions, int[] indices)
    {
        using var zs = Device.Allocate(logits);
        using var ys = Device.Allocate(labels);
        using var ps = Device.Allocate(predictions);
        using var at = Device.Allocate(indices);
        new ExampleDynamics(Device).Record(
            Shape(labels.Length), when, zs.View, ys.View, ps.View, at.View, gathered.Views);
        Device.Synchronize();
    }

    private void AssertIs(DynamicsReference reference, int normEpoch)
    {
        Assert.That(gathered.Ints("seen"), Is.EqualTo(reference.Seen));
        Assert.That(gathered.Ints("correct"), Is.EqualTo(reference.Correct));
        Assert.That(gathered.Ints("forgotten"), Is.EqualTo(reference.Forgotten));
        Assert.That(gathered.Ints("since"), Is.EqualTo(reference.CorrectSince));
        Close.To(reference.MeanProbability, gathered.Floats("mean"), "mean");
        Close.To(reference.ErrorNorm(normEpoch), gathered.Floats("norm"), "norm");
        float[] deviations =
            [.. gathered.Floats("squares").Zip(reference.Seen).Select(pair => MathF.Sqrt(pair.First / pair.Second))];
        Close.To(reference.Deviation, deviations, "deviation");
    }

    /// <summary>Room for the dynamics of so many images, and its way back.</summary>
    private sealed class Gathered(ComputeDevice device, int count) : IDisposable
    {
        private readonly Dictionary<string, MemoryBuffer1D<int, Stride1D.Dense>> ints =
            new[] { "seen", "correct", "forgotten", "since", "norms" }
                .ToDictionary(name => name, _ => device.Allocate<int>(count));

        private readonly Dictionary<string, MemoryBuffer1D<float, Stride1D.Dense>> floats =
            new[] { "mean", "squares", "norm" }.ToDictionary(name => name, _ => device.Allocate<float>(count));

        public ImageDynamics Views => new(
            ints["seen"].View, ints["correct"].View, ints["forgotten"].View, ints["since"].View, floats["mean"].View,
            floats["squares"].View, floats["norm"].View, ints["norms"].View);

        public int[] Ints(string name) => ints[name].GetAsArray1D(device.Stream);

        public float[] Floats(string name) => floats[name].GetAsArray1D(device.Stream);

        public void Dispose()
        {
            foreach (IDisposable buffer in (IEnumerable<IDisposable>)[.. ints.Values, .. floats.Values])
                buffer.Dispose();
        }
    }
}
