using IlgpuCnn.Kernels;
using IlgpuCnn.Tests.Reference;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels;

/// <summary>The four scores of an image's bytes.</summary>
[TestFixtureSource(typeof(TestDevices), nameof(TestDevices.All))]
public sealed class ImageScoreTests(string deviceName)
{
    private static readonly BatchShape[] Shapes =
        [BatchShape.Create(9, 7, 6, 3), BatchShape.Create(7, 3, 11, 3), BatchShape.Create(1, 5, 3, 3)];

    private ComputeDevice Device => TestDevices.Get(deviceName);

    [TestCaseSource(nameof(Shapes))]
    public void EdgeMean_OddShapes_MatchesReference(BatchShape s)
    {
        byte[] pixels = Mixture(s);
        Close.To(new ImageScoreReference(s, pixels).EdgeMean(), EdgeMean(s, pixels), "scores");
    }

    [TestCaseSource(nameof(Shapes))]
    public void EdgeShare_OddShapes_IsTheReference(BatchShape s)
    {
        byte[] pixels = Mixture(s);
        foreach (double threshold in (double[])[0, 0.1, 0.25, 0.7, 1])
        {
            double[] expected = new ImageScoreReference(s, pixels).EdgeShare((decimal)threshold);
            Close.To(expected, EdgeShare(threshold, s, pixels), $"scores over {threshold}", 1e-7, 0);
        }
    }

    [TestCaseSource(nameof(Shapes))]
    public void Variance_OddShapes_MatchesReference(BatchShape s)
    {
        byte[] pixels = Mixture(s);
        Close.To(new ImageScoreReference(s, pixels).Variance(), Variance(s, pixels), "scores", 1e-9, 1e-6);
    }

    [TestCaseSource(nameof(Shapes))]
    public void Entropy_OddShapes_MatchesReference(BatchShape s)
    {
        byte[] pixels = Mixture(s);
        double[] expected = new ImageScoreReference(s, pixels).Entropy();
        foreach (int maxThreads in (int[])[1, 4, 16384])
            Close.To(expected, Entropy(s, pixels, maxThreads), $"scores by {maxThreads} threads");
    }

    [TestCaseSource(nameof(Shapes))]
    public void Colourfulness_OddShapes_MatchesReference(BatchShape s)
    {
        byte[] pixels = Mixture(s);
        Close.To(new ImageScoreReference(s, pixels).Colourfulness(), Colourfulness(s, pixels), "scores");
    }

    [Test]
    public void Constant_HasNoneOfAnything()
    {
        BatchShape s = BatchShape.Create(3, 5, 7, 3);
        byte[] grey = [.. new byte[] { 0, 255, 201 }.SelectMany(level => Enumerable.Repeat(level, s.ImageLength))];
        foreach (float[] scores in (float[][])[
            EdgeMean(s, grey), EdgeShare(0, s, grey), Variance(s, grey), Entropy(s, grey), Colourfulness(s, grey)])
        {
            Assert.That(scores, Is.All.EqualTo(0f));
        }
    }

    [Test]
    public void StraightEdge_FromBlackToWhite_HasTheMagnitude1()
    {
        BatchShape s = BatchShape.Create(2, 6, 5, 3);
        byte[] pixels = Paint(s, (n, h, w) => (n == 0 ? w >= 2 : h >= 3) ? (255, 255, 255) : (0, 0, 0));

        // Two of three columns, and two of four rows, of the interior see the edge.
        Close.To([2.0 / 3, 0.5], EdgeMean(s, pixels), "mean");
        Close.To([2.0 / 3, 0.5], EdgeShare(0.999, s, pixels), "share over 0.999");
        Assert.That(EdgeShare(1, s, pixels), Is.All.EqualTo(0f), "share over 1");
    }

    [Test]
    public void Checkerboard_BlackAndWhite_HasItsClosedForms()
    {
        BatchShape s = BatchShape.Create(1, 4, 7, 3);
        byte[] pixels = Paint(s, (_, h, w) => (h + w) % 2 == 0 ? (255, 255, 255) : (0, 0, 0));
        Assert.That(EdgeMean(s, pixels), Is.EqualTo(new[] { 0f }), "every difference across a pixel is 0");
        Close.To([0.25], Variance(s, pixels), "variance", 1e-7, 0);
        Close.To([1], Entropy(s, pixels), "entropy", 1e-6, 0);
        Close.To([0], Colourfulness(s, pixels), "colourfulness");
    }

    [Test]
    public void Colourfulness_SingleColours_IsTheMeanTermAlone()
    {
        BatchShape s = BatchShape.Create(3, 3, 5, 3);
        byte[] pixels = Paint(s, (n, _, _) => n == 0 ? (255, 0, 0) : n == 1 ? (0, 255, 0) : (0, 0, 255));
        double red = 0.3 * Math.Sqrt((255 * 255) + (127.5 * 127.5));
        Close.To([red, red, 0.3 * 255], Colourfulness(s, pixels), "scores");
    }

    [Test]
    public void Variance_LargeNearlyWhiteImage_KeepsItsLastDigits()
    {
        BatchShape s = BatchShape.Create(1, 321, 203, 3);
        byte[] pixels = Paint(s, (_, h, w) => h == 5 && w == 7 ? (254, 255, 255) : (255, 255, 255));
        double expected = new ImageScoreReference(s, pixels).Variance()[0];
        Assert.That(Variance(s, pixels)[0], Is.EqualTo(expected).Within(0.01).Percent);
    }

    [Test]
    public void Scores_OfGreyChannelAlone_AreRefused()
    {
        BatchShape s = BatchShape.Create(2, 4, 5, 1);
        byte[] pixels = new byte[s.Length];
        const string rest = " needs RGB images, and these have 1 channel(s)";
        Assert.Multiple(() =>
        {
            Assert.That(() => EdgeMean(s, pixels), Refused.With("Edge complexity" + rest));
            Assert.That(() => EdgeShare(0.25, s, pixels), Refused.With("Edge complexity" + rest));
            Assert.That(() => Variance(s, pixels), Refused.With("Brightness variance" + rest));
            Assert.That(() => Entropy(s, pixels), Refused.With("Luma entropy" + rest));
            Assert.That(() => Colourfulness(s, pixels), Refused.With("Colourfulness" + rest));
        });
    }

    [TestCase(2, 5)]
    [TestCase(5, 2)]
    public void Edges_WithoutInterior_AreRefused(int height, int width)
    {
        BatchShape s = BatchShape.Create(1, height, width, 3);
        string message = $"at least 3×3 pixels, and these have {height}×{width}";
        Assert.That(() => EdgeMean(s, new byte[s.Length]), Refused.With(message));
        Assert.That(() => EdgeShare(0.5, s, new byte[s.Length]), Refused.With(message));
    }

    [TestCase(-0.1)]
    [TestCase(1.1)]
    [TestCase(double.NaN)]
    public void EdgeShare_ThresholdOutOfRange_IsRefused(double threshold)
    {
        BatchShape s = Shapes[0];
        Assert.That(
            () => EdgeShare(threshold, s, new byte[s.Length]),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("threshold must be from 0 to 1"));
    }

    [Test]
    public void Scores_ViewsTooShort_SayWhich()
    {
        BatchShape s = BatchShape.Create(2, 4, 5, 3);
        using var pixels = Device.Allocate(new byte[s.Length]);
        using var scores = Device.Allocate<float>(s.N);
        using LumaEntropy entropy = new(Device);
        EdgeComplexity edges = new(Device);
        foreach (Action<Bytes, Floats> score in (Action<Bytes, Floats>[])[
            (p, y) => edges.Mean(s, p, y),
            (p, y) => edges.ShareOver(0.5, s, p, y),
            (p, y) => new BrightnessVariance(Device).Score(s, p, y),
            (p, y) => entropy.Score(s, p, y),
            (p, y) => new Colourfulness(Device).Score(s, p, y)])
        {
            Assert.That(
                () => score(pixels.View.SubView(1, s.Length - 1), scores.View),
                Throws.ArgumentException.With.Message.Contains("pixels holds 119 elements; batch 2×4×5×3 needs 120"));
            Assert.That(
                () => score(pixels.View, scores.View.SubView(1, 1)),
                Throws.ArgumentException.With.Message.Contains("scores holds 1 elements; batch 2×4×5×3 needs 2"));
        }
    }

    // Noise, faint noise about a bright level, slopes, stripes of colour and a checkerboard, by turns.
    private static byte[] Mixture(BatchShape s)
    {
        Random random = new(3);
        return Paint(s, (n, h, w) => (n % 5) switch
        {
            0 => (random.Next(256), random.Next(256), random.Next(256)),
            1 => (230 + random.Next(2), 240 + random.Next(2), 250 + random.Next(2)),
            2 => (255 * h / s.H, 255 * w / s.W, 128),
            3 => w % 3 == 0 ? (255, 0, 0) : w % 3 == 1 ? (0, 255, 0) : (0, 0, 255),
            _ => (h + w) % 2 == 0 ? (255, 255, 255) : (0, 0, 0),
        });
    }

    private static byte[] Paint(BatchShape s, Func<int, int, int, (int R, int G, int B)> colour)
    {
        byte[] pixels = new byte[s.Length];
        for (int at = 0; at < s.Length; at += 3)
        {
            int pixel = at / 3;
            (int r, int g, int b) = colour(pixel / s.ImagePixels, pixel / s.W % s.H, pixel % s.W);
            (pixels[at], pixels[at + 1], pixels[at + 2]) = ((byte)r, (byte)g, (byte)b);
        }

        return pixels;
    }

    private float[] EdgeMean(BatchShape s, byte[] pixels) =>
        Run(s, pixels, (p, scores) => new EdgeComplexity(Device).Mean(s, p, scores));

    private float[] EdgeShare(double threshold, BatchShape s, byte[] pixels) =>
        Run(s, pixels, (p, scores) => new EdgeComplexity(Device).ShareOver(threshold, s, p, scores));

    private float[] Variance(BatchShape s, byte[] pixels) =>
        Run(s, pixels, (p, scores) => new BrightnessVariance(Device).Score(s, p, scores));

    private float[] Colourfulness(BatchShape s, byte[] pixels) =>
        Run(s, pixels, (p, scores) => new Colourfulness(Device).Score(s, p, scores));

    private float[] Entropy(BatchShape s, byte[] pixels, int maxThreads = 16384)
    {
        using LumaEntropy op = new(Device, maxThreads);
        return Run(s, pixels, (p, scores) => op.Score(s, p, scores));
    }

    private float[] Run(BatchShape s, byte[] pixels, Action<Bytes, Floats> score)
    {
        using var images = Device.Allocate(pixels);
        using var scores = Device.Allocate(Values.Uniform(s.N, 9)); // to be overwritten
        score(images.View, scores.View);
        return scores.GetAsArray1D(Device.Stream);
    }
}
