using IlgpuCnn.Data.Augmentations;
using IlgpuCnn.Kernels.Batches;
using IlgpuCnn.Tests.Reference;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels.Batches;

public sealed class BatchTransformTests
{
    private static BatchTransform[] Draws(Augmentation a, int count = 4000) =>
        [.. Enumerable.Range(0, count).Select(k => BatchTransform.Draw(a, 3, 5, (uint)k))];

    [Test]
    public void Draw_None_ChangesNothing() => Assert.That(
        Draws(Augmentation.None, 50), Has.All.EqualTo(new BatchTransform(0, 0, 0, 0f, 1f, 1f, 1f, 1f, 0f)));

    [Test]
    public void Draw_Crop_IsUniformOverAllOffsets()
    {
        BatchTransform[] draws = Draws(Augmentation.None with { CropPadding = 2 });
        int[] counts = [.. draws.GroupBy(t => (t.ShiftY, t.ShiftX)).Select(g => g.Count())];
        Assert.That(draws, Has.All.Matches<BatchTransform>(t => Math.Abs(t.ShiftY) <= 2 && Math.Abs(t.ShiftX) <= 2));
        Assert.That(counts, Has.Length.EqualTo(25).And.All.InRange(110, 210)); // 160 ± 4 deviations
    }

    [TestCase(0.5f, 1874, 2126)] // ± 4 deviations
    [TestCase(0.1f, 324, 476)]
    [TestCase(1f, 4000, 4000)]
    public void Draw_Flip_HappensAsOftenAsAsked(float probability, int least, int most) => Assert.That(
        Draws(Augmentation.None with { FlipProbability = probability }).Sum(t => t.Flip), Is.InRange(least, most));

    [Test]
    public void Draw_Rotation_FillsItsRange()
    {
        double[] degrees = [.. Draws(Augmentation.None with { RotationDegrees = 10f })
            .Select(t => double.RadiansToDegrees(Math.Atan2(t.Sin, t.Cos)))];
        AssertFills(degrees, -10, 10);
    }

    [Test]
    public void Draw_Colours_FillTheirRanges()
    {
        BatchTransform[] draws = Draws(new Augmentation(0, 0f, 0f, 0.1f, 0.2f, 1.5f, 0.25f));
        AssertFills([.. draws.Select(t => (double)t.Brightness)], 0.9, 1.1);
        AssertFills([.. draws.Select(t => (double)t.Contrast)], 0.8, 1.2);
        AssertFills([.. draws.Select(t => (double)t.Saturation)], 0, 2.5);
        AssertFills([.. draws.Select(t => (double)t.Hue)], -0.25, 0.25);
    }

    [Test]
    public void Draw_ColoursAndGeometry_AreIndependent()
    {
        BatchTransform[] draws = Draws(new Augmentation(1, 0.5f, 10f, 0.1f, 0.1f, 0.1f, 0.1f));
        foreach (BatchTransform[] part in new[] { draws.Where(t => t.ShiftY == 1), draws.Where(t => t.ShiftX == 1),
            draws.Where(t => t.Flip == 1), draws.Where(t => t.Sin > 0f) }.Select(Enumerable.ToArray))
        {
            Assert.That(part.Average(t => t.Brightness), Is.EqualTo(1).Within(0.007)); // 4 deviations
            Assert.That(part.Average(t => t.Contrast), Is.EqualTo(1).Within(0.007));
            Assert.That(part.Average(t => t.Saturation), Is.EqualTo(1).Within(0.007));
            Assert.That(part.Average(t => t.Hue), Is.EqualTo(0).Within(0.007));
        }
    }

    [Test]
    public void Draw_OtherSeedStepOrPlace_IsAnother()
    {
        Augmentation a = AugmentationText.Parse("flip,crop,rotate,jitter").Value;
        BatchTransform[] draws =
        [
            BatchTransform.Draw(a, 1, 1, 1), BatchTransform.Draw(a, 2, 1, 1), BatchTransform.Draw(a, 1ul << 32, 1, 1),
            BatchTransform.Draw(a, 1, 2, 1), BatchTransform.Draw(a, 1, 1, 2),
        ];
        Assert.That(draws.Select(t => t.Sin), Is.Unique);
        Assert.That(draws.Select(t => t.Hue), Is.Unique);
    }

    [TestCase(1f, 1f, 1f, 1f)]
    [TestCase(1.4f, 0.7f, 1.3f, -0.15f)]
    [TestCase(0.6f, 1.8f, 0f, 0.5f)]
    [TestCase(0.9f, 1.2f, 2.4f, 0.05f)]
    public void Jitter_ManyColours_MatchesReference(float brightness, float contrast, float saturation, float hue)
    {
        BatchTransform t = new(0, 0, 0, 0f, 1f, brightness, contrast, saturation, hue);
        float[] levels = [0f, 0.1f, 0.35f, 0.35f, 0.8f, 1f];
        foreach (float r in levels)
        {
            foreach (float g in levels)
            {
                foreach (float b in levels)
                {
                    BatchColour colour = BatchColour.Jitter(r, g, b, t, 0.4f);
                    Close.To(
                        BatchReference.Jitter([r, g, b], t, 0.4f), [colour.R, colour.G, colour.B], $"({r}, {g}, {b})");
                }
            }
        }
    }

    [TestCase(0f)]
    [TestCase(1f)]
    [TestCase(-1f)]
    public void Jitter_HueByWholeTurns_IsIdentity(float turns)
    {
        BatchTransform t = new(0, 0, 0, 0f, 1f, 1f, 1f, 1f, turns);
        BatchColour colour = BatchColour.Jitter(0.2f, 0.7f, 0.3f, t, 0.5f);
        Close.To([0.2, 0.7, 0.3], [colour.R, colour.G, colour.B], "colour");
    }

    [Test]
    public void Jitter_HueByAThird_MovesRedToGreen()
    {
        BatchTransform t = new(0, 0, 0, 0f, 1f, 1f, 1f, 1f, 1f / 3f);
        BatchColour colour = BatchColour.Jitter(0.9f, 0.1f, 0.1f, t, 0.5f);
        Close.To([0.1, 0.9, 0.1], [colour.R, colour.G, colour.B], "colour");
    }

    private static void AssertFills(double[] values, double least, double most)
    {
        double margin = (most - least) / 100;
        Assert.That(values, Has.All.InRange(least - 1e-6, most + 1e-6));
        Assert.That(values.Min(), Is.LessThan(least + margin));
        Assert.That(values.Max(), Is.GreaterThan(most - margin));
        Assert.That(values.Average(), Is.EqualTo((least + most) / 2).Within(2 * margin));
    }
}
