using IlgpuCnn.Data.Augmentations;
using IlgpuCnn.Kernels.Batches;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Random;
using IlgpuCnn.Tests.Reference;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels.Batches;

[TestFixtureSource(typeof(TestDevices), nameof(TestDevices.All))]
public sealed class BatchLoaderTests(string deviceName)
{
    private const int Count = 11;
    private static readonly float[] Means = [0.5f, 0.4f, 0.45f, 0.1f];
    private static readonly float[] Deviations = [0.25f, 0.5f, 0.2f, 0.3f];
    private static readonly int[] CurriculumOrder = [7, 2, 9, 0, 10, 4, 1, 8, 3, 6, 5];

    private ComputeDevice Device => TestDevices.Get(deviceName);

    private sealed record Batch(float[] X, int[] Labels, int[] Indices);

    private static byte[] Pixels(BatchShape s)
    {
        byte[] pixels = new byte[Count * s.ImageLength];
        new System.Random(4).NextBytes(pixels);
        return pixels;
    }

    private static int Label(int index) => (index * 5) % 13;

    private static BatchSelection Draw(uint step = 0, int position = 0, int visible = Count) =>
        new(PermutationKey.Create(21, 1), visible, position, 77, step);

    private Batch Load(BatchShape s, BatchSelection draw, Augmentation a, byte[] pixels)
    {
        using var pixelBuffer = Device.Allocate(pixels);
        using var labels = Device.Allocate([.. Enumerable.Range(0, Count).Select(Label)]);
        using var order = Device.Allocate(CurriculumOrder);
        using var meanLuma = Device.Allocate<float>(Count);
        using var mean = Device.Allocate(Means);
        using var deviation = Device.Allocate(Deviations);
        using var x = Device.Allocate<float>(s.Length);
        using var batchLabels = Device.Allocate<int>(s.N);
        using var batchIndices = Device.Allocate<int>(s.N);
        BatchLoader op = new(Device);
        if (s.C is 1 or 3)
            op.MeanLuma(Count, s.ImagePixels, s.C, pixelBuffer.View, meanLuma.View);
        BatchSource source =
            new(pixelBuffer.View, labels.View, order.View, meanLuma.View, mean.View, deviation.View);
        using var draws = Device.Allocate([draw]);
        op.Load(s, draws.View, a, source, x.View, batchLabels.View, batchIndices.View);
        Device.Synchronize();
        return new Batch(x.GetAsArray1D(Device.Stream), batchLabels.GetAsArray1D(Device.Stream), batchIndices.GetAsArray1D(Device.Stream));
    }

    private void AssertMatchesReference(BatchShape s, Augmentation a, uint step = 0)
    {
        byte[] pixels = Pixels(s);
        BatchSelection draw = Draw(step);
        Batch batch = Load(s, draw, a, pixels);
        int[] indices = [.. Enumerable.Range(0, s.N).Select(k => CurriculumOrder[Permutation.At(draw.Key, Count, k)])];
        BatchTransform[] transforms =
            [.. Enumerable.Range(0, s.N).Select(k => BatchTransform.Draw(a, draw.Seed, draw.Step, (uint)k))];
        BatchReference reference = new(s, pixels, Means.ToDouble(), Deviations.ToDouble(), a);
        Assert.That(batch.Indices, Is.EqualTo(indices));
        // The sine of a GPU is good to 5e-7, and a sharp edge multiplies that by pixels over deviation.
        double absolute = a.RotationDegrees > 0f ? 5e-5 : Close.Absolute;
        Close.To(reference.Load(indices, transforms), batch.X, $"x of {s}, {a}", absolute);
    }

    [Test]
    public void Load_NoAugmentation_GathersAndNormalises([Values(1, 2, 3, 4)] int channels) =>
        AssertMatchesReference(BatchShape.Create(3, 5, 7, channels), Augmentation.None);

    [TestCase("crop(padding=2)")]
    [TestCase("flip")]
    [TestCase("rotate(degrees=180)")]
    [TestCase("flip,crop(padding=3),rotate(degrees=30)")]
    public void Load_Geometry_MatchesReference(string augmentation) =>
        AssertMatchesReference(BatchShape.Create(5, 4, 7, 2), AugmentationText.Parse(augmentation).Value, 3);

    [TestCase("brightness(amount=0.8)")]
    [TestCase("contrast(amount=0.9)")]
    [TestCase("saturation(amount=1.5)")]
    [TestCase("hue(amount=0.5)")]
    [TestCase("jitter(amount=0.4)")]
    [TestCase("flip,crop(padding=2),rotate(degrees=40),jitter(amount=0.5)")]
    public void Load_Colours_MatchReference(string augmentation) =>
        AssertMatchesReference(BatchShape.Create(5, 7, 4, 3), AugmentationText.Parse(augmentation).Value, 9);

    [TestCase("brightness(amount=0.8)")]
    [TestCase("contrast(amount=0.9)")]
    [TestCase("brightness(amount=0.4),contrast(amount=1.5)")]
    [TestCase("flip,crop(padding=2),rotate(degrees=40),brightness(amount=0.5),contrast(amount=0.5)")]
    public void Load_GreysOfOneChannel_MatchReference(string augmentation) =>
        AssertMatchesReference(BatchShape.Create(5, 7, 4, 1), AugmentationText.Parse(augmentation).Value, 9);

    [Test]
    public void Load_Crop_ShiftsByEveryOffsetInRange()
    {
        BatchShape s = BatchShape.Create(Count, 3, 4, 1);
        byte[] pixels = Pixels(s);
        HashSet<(int, int)> seen = [];
        for (uint step = 0; step < 5; step++)
        {
            Batch batch = Load(s, Draw(step), Augmentation.None with { CropPadding = 1 }, pixels);
            for (int k = 0; k < Count; k++)
            {
                seen.Add((from dy in Enumerable.Range(-1, 3)
                          from dx in Enumerable.Range(-1, 3)
                          where Bytes(s, batch, k).SequenceEqual(Shifted(s, pixels, batch.Indices[k], dy, dx))
                          select (dy, dx)).Single());
            }
        }

        Assert.That(seen, Has.Count.EqualTo(9));
    }

    [Test]
    public void Load_Flip_MirrorsAboutHalf()
    {
        BatchShape s = BatchShape.Create(Count, 2, 5, 1);
        byte[] pixels = Pixels(s);
        int mirrored = 0;
        for (uint step = 0; step < 5; step++)
        {
            Batch batch = Load(s, Draw(step), Augmentation.None with { FlipProbability = 0.5f }, pixels);
            for (int k = 0; k < Count; k++)
            {
                byte[] plain = Shifted(s, pixels, batch.Indices[k], 0, 0);
                byte[] mirror = [.. plain.Chunk(s.W).SelectMany(row => row.Reverse())];
                byte[] loaded = Bytes(s, batch, k);
                Assert.That(loaded, Is.EqualTo(plain).Or.EqualTo(mirror));
                mirrored += loaded.SequenceEqual(mirror) ? 1 : 0;
            }
        }

        Assert.That(mirrored, Is.InRange(15, 40)); // of 55
    }

    [Test]
    public void Load_SameSeedAndStep_SameBits()
    {
        BatchShape s = BatchShape.Create(4, 5, 3, 3);
        Augmentation a = AugmentationText.Parse("flip,crop(padding=1),rotate,jitter").Value;
        float[] once = Load(s, Draw(6), a, Pixels(s)).X;
        Assert.That(Load(s, Draw(6), a, Pixels(s)).X, Is.EqualTo(once));
        Assert.That(Load(s, Draw(7), a, Pixels(s)).X, Is.Not.EqualTo(once));
    }

    [Test]
    public void Load_AnEpoch_TakesEachVisibleImageOnce()
    {
        const int visible = 7;
        List<int> seen = [];
        foreach ((int position, int n) in new[] { (0, 3), (3, 3), (6, 1) })
        {
            BatchShape s = BatchShape.Create(n, 1, 2, 1);
            Batch batch = Load(s, Draw(0, position, visible), Augmentation.None, Pixels(s));
            Assert.That(batch.Labels, Is.EqualTo(batch.Indices.Select(Label)));
            seen.AddRange(batch.Indices);
        }

        Assert.That(seen, Is.EquivalentTo(CurriculumOrder[..visible]).And.Not.EqualTo(CurriculumOrder[..visible]));
    }

    [Test]
    public void Load_SequenceKey_FollowsTheOrder()
    {
        BatchShape s = BatchShape.Create(4, 1, 2, 1);
        Batch batch = Load(s, Draw(0, 5) with { Key = PermutationKey.Sequence }, Augmentation.None, Pixels(s));
        Assert.That(batch.Indices, Is.EqualTo(CurriculumOrder[5..9]));
    }

    [Test]
    public void MeanLuma_OddExtents_MatchesReference([Values(1, 3)] int channels)
    {
        BatchShape s = BatchShape.Create(1, 5, 3, channels);
        byte[] pixels = Pixels(s);
        BatchReference reference = new(s, pixels, Means.ToDouble(), Deviations.ToDouble(), Augmentation.None);
        using var pixelBuffer = Device.Allocate(pixels);
        using var meanLuma = Device.Allocate<float>(Count);
        new BatchLoader(Device).MeanLuma(Count, s.ImagePixels, s.C, pixelBuffer.View, meanLuma.View);
        Device.Synchronize();
        Close.To(
            [.. Enumerable.Range(0, Count).Select(reference.MeanLuma)], meanLuma.GetAsArray1D(Device.Stream), "meanLuma");
    }

    // The bytes that element k was made of; what is no byte fails.
    private static byte[] Bytes(BatchShape s, Batch batch, int k) =>
    [
        .. batch.X.Skip(k * s.ImageLength).Take(s.ImageLength).Select(v =>
        {
            double value = ((v * Deviations[0]) + Means[0]) * 255;
            Assert.That(value, Is.EqualTo(Math.Round(value)).Within(1e-3));
            return (byte)Math.Round(value);
        }),
    ];

    // One channel, read dy rows further down and dx columns further right.
    private static byte[] Shifted(BatchShape s, byte[] pixels, int index, int dy, int dx) =>
    [
        .. from h in Enumerable.Range(dy, s.H)
           from w in Enumerable.Range(dx, s.W)
           select h >= 0 && h < s.H && w >= 0 && w < s.W ? pixels[(((index * s.H) + h) * s.W) + w] : (byte)0,
    ];
}
