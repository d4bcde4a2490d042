using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Tests.Reference;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels.Ops;

[TestFixtureSource(typeof(TestDevices), nameof(TestDevices.All))]
public sealed class BatchCrossEntropyTests(string deviceName)
{
    private ComputeDevice Device => TestDevices.Get(deviceName);

    // Rows of fewer classes than threads share a row, of as many, of more; batches of one group of threads and of more.
    [TestCase(3, 2, 0f)]
    [TestCase(9, 32, 0.1f)]
    [TestCase(17, 77, 0f)]
    public void Record_AnyExtents_MatchesReference(int n, int classes, float smoothing)
    {
        float[] logits = Array.ConvertAll(Values.Uniform(n * classes, n), z => 4 * z);
        int[] labels = [.. Enumerable.Range(0, n).Select(i => i * 5 % classes)];
        double[] losses = CrossEntropyReference.Losses(logits.ToDouble(), labels, classes, smoothing);
        Result result = Record(classes, logits, labels, smoothing);
        Close.To(losses, result.Losses, "losses");
        int[] largest = [.. logits.Chunk(classes).Select(row => Array.IndexOf(row, row.Max()))];
        Assert.That(result.Predictions, Is.EqualTo(largest));
        Close.To(
            CentralDifference.Gradient(
                logits.ToDouble(), [.. Enumerable.Repeat(1.0 / n, n)],
                z => CrossEntropyReference.Losses(z, labels, classes, smoothing)),
            result.Gradient, "dlogits");
        Assert.That(result.Sums.Loss, Is.EqualTo(losses.Sum()).Within(1e-4 * losses.Sum()));
        Assert.That(result.Sums.Correct, Is.EqualTo(largest.Zip(labels).Count(pair => pair.First == pair.Second)));
    }

    // More than the rows of all groups; of so many groups that a simulated GPU runs them slowly.
    [Test]
    [Category(TestCategories.Exhaustive)]
    public void Record_MoreExamplesThanAllGroupsHaveAtATime_AddsThemAllUpTheSameWayEveryTime()
    {
        float[] logits = Values.Uniform(300 * 3, 1);
        int[] labels = [.. Enumerable.Range(0, 300).Select(i => i % 3)];
        BatchSums first = Record(3, logits, labels, 0f).Sums;
        double[] expected = CrossEntropyReference.Losses(logits.ToDouble(), labels, 3, 0);
        Assert.That(first.Loss, Is.EqualTo(expected.Sum()).Within(1e-5 * expected.Sum()));
        Result again = Record(3, logits, labels, 0f);
        Assert.That(again.Sums, Is.EqualTo(first));
        Close.To(expected, again.Losses, "losses");
    }

    [Test]
    public void Record_TwoBatches_FillTheirPlacesAlone()
    {
        using var logits = Device.Allocate(new float[9 * 4]);
        using var labels = Device.Allocate(new int[9]);
        using var losses = Device.Allocate<float>(9);
        using var predictions = Device.Allocate<int>(9);
        using var slots = Device.Allocate([2, 0]);
        BatchCrossEntropy op = new(Device);
        BatchSums untouched = new(-1f, -1);
        using var history = Device.Allocate([.. Enumerable.Repeat(untouched, 3 * op.MostSums)]);
        Record(9, 0);
        Record(8, 1);
        BatchSums[] sums = history.GetAsArray1D(Device.Stream);
        int first = op.SumsOf(8);
        int last = op.SumsOf(9);
        Assert.That(sums.Take(first).Sum(sum => sum.Correct), Is.EqualTo(8));
        Assert.That(sums.Skip(2 * op.MostSums).Take(last).Sum(sum => sum.Correct), Is.EqualTo(9));
        Assert.That(sums.Skip(2 * op.MostSums).Take(last).Sum(sum => sum.Loss), Is.EqualTo(9 * Math.Log(4)).Within(1e-4));
        Assert.That(sums.Count(sum => sum != untouched), Is.EqualTo(first + last));

        void Record(int n, int slot) => op.Record(
            ClassificationShape.Create(n, 4), 0f, logits.View, labels.View, losses.View, predictions.View, default,
            slots.View.SubView(slot, 1), history.View);
    }

    [Test]
    public void Record_HugeLogits_StaysFinite()
    {
        Result result = Record(3, [1e4f, -1e4f, 0f, -2e30f, 0f, 2e30f], [0, 2], 0f);
        Assert.That(result.Losses, Is.EqualTo(new[] { 0f, 0f }));
        Assert.That(result.Gradient, Is.All.EqualTo(0f));
    }

    [Test]
    public void Record_MinusInfinityElsewhere_IsIgnoredWithoutSmoothing() =>
        Close.To([Math.Log(2)], Record(3, [0f, float.NegativeInfinity, 0f], [0], 0f).Losses, "losses");

    [Test]
    public void Record_Ties_PredictTheLowestClass()
    {
        float[] logits = new float[40];
        (logits[3], logits[35], logits[33]) = (2f, 2f, 2f);
        Assert.That(Record(40, logits, [3], 0f).Predictions, Is.EqualTo(new[] { 3 }));
        (logits[3], logits[34]) = (0f, 2f);
        Assert.That(Record(40, logits, [3], 0f).Predictions, Is.EqualTo(new[] { 33 }));
    }

    [Test]
    public void Record_NaNLogit_MakesTheLossesOfItsRowAndOfTheBatchNaN([Values(0, 2, 33)] int place)
    {
        float[] logits = Values.Uniform(2 * 40, 3);
        logits[place] = float.NaN;
        Result result = Record(40, logits, [1, 1], 0f);
        Assert.That(result.Losses[0], Is.NaN);
        Assert.That(result.Losses[1], Is.Not.NaN);
        Assert.That(result.Sums.Loss, Is.NaN);
    }

    [TestCase(-1)]
    [TestCase(3)]
    public void Record_LabelOutOfRange_MakesTheLossNaN(int label) =>
        Assert.That(Record(3, [1f, 2f, 3f], [label], 0f).Losses[0], Is.NaN);

    [Test]
    public void Record_SmoothingOutOfRange_IsRefused() => Assert.That(
        () => Record(3, [1f, 2f, 3f], [0], 1.5f),
        Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("labelSmoothing must be from 0 to 1"));

    [Test]
    public void Record_TooFewLogits_SaysSo() => Assert.That(
        () => Record(3, [1f, 2f, 3f], [0, 1], 0f),
        Throws.ArgumentException.With.Message.Contains("logits holds 3 elements; 2 examples of 3 classes needs 6"));

    private Result Record(int classes, float[] logits, int[] labels, float smoothing)
    {
        ClassificationShape shape = ClassificationShape.Create(labels.Length, classes);
        using var zs = Device.Allocate(logits);
        using var ts = Device.Allocate(labels);
        using var losses = Device.Allocate<float>(shape.N);
        using var predictions = Device.Allocate<int>(shape.N);
        using var dlogits = Device.Allocate(Values.Uniform(shape.Length, 9)); // to be overwritten
        using var slot = Device.Allocate([0]);
        BatchCrossEntropy op = new(Device);
        using var history = Device.Allocate<BatchSums>(op.MostSums);
        op.Record(
            shape, smoothing, zs.View, ts.View, losses.View, predictions.View, dlogits.View, slot.View, history.View);
        return new Result(
            losses.GetAsArray1D(Device.Stream), predictions.GetAsArray1D(Device.Stream),
            dlogits.GetAsArray1D(Device.Stream), Total(history.GetAsArray1D(Device.Stream)[..op.SumsOf(shape.N)]));

        static BatchSums Total(BatchSums[] sums) => new(sums.Sum(sum => sum.Loss), sums.Sum(sum => sum.Correct));
    }

    private sealed record Result(float[] Losses, int[] Predictions, float[] Gradient, BatchSums Sums);
}
