using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.ImageScores;
using IlgpuCnn.Tests.Reference;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels.ImageScores;

/// <summary>The scores of pixels alone, on every device, against double.</summary>
[TestFixtureSource(typeof(TestDevices), nameof(TestDevices.All))]
public sealed class ImageScoreTests(string deviceName)
{
    private static readonly ImagesShape[] Shapes =
        [ImagesShape.Create(37, 7, 5, 3), ImagesShape.Create(1, 3, 3, 3), ImagesShape.Create(5, 32, 32, 3)];

    private ComputeDevice Device => TestDevices.Get(deviceName);

    [TestCaseSource(nameof(Shapes))]
    public void EdgeMean_OddShape_MatchesReference(ImagesShape s)
    {
        byte[] images = Images(s);
        float[] scores = Run(s, images, (bytes, floats) => new EdgeComplexity(Device).Mean(s, bytes, floats));
        Close.To(
            Expected(s, images, image => ImageScoreReference.Magnitudes(image, s.H, s.W).Average()), scores, "edges");
    }

    [TestCaseSource(nameof(Shapes))]
    public void EdgeShare_OddShape_MatchesReference(ImagesShape s)
    {
        // No magnitude of these bytes is within rounding of it.
        const float threshold = 1.2345678f;
        byte[] images = Images(s);
        float[] scores = Run(
            s, images, (bytes, floats) => new EdgeComplexity(Device).ShareOver(s, threshold, bytes, floats));
        Close.To(
            Expected(s, images, image => ImageScoreReference.Magnitudes(image, s.H, s.W)
                .Average(magnitude => magnitude > threshold ? 1.0 : 0)),
            scores, "edges over a threshold");
    }

    [TestCaseSource(nameof(Shapes))]
    public void BrightnessVariance_OddShape_MatchesReference(ImagesShape s)
    {
        byte[] images = Images(s);
        float[] scores = Run(s, images, (bytes, floats) => new BrightnessVariance(Device).Score(s, bytes, floats));
        Close.To(Expected(s, images, ImageScoreReference.BrightnessVariance), scores, "brightness variance");
    }

    [TestCaseSource(nameof(Shapes))]
    public void Entropy_OddShape_MatchesReference(ImagesShape s)
    {
        byte[] images = Images(s);
        Close.To(Expected(s, images, ImageScoreReference.Entropy), Entropies(s, images), "entropy");
    }

    [TestCaseSource(nameof(Shapes))]
    public void Colourfulness_OddShape_MatchesReference(ImagesShape s)
    {
        byte[] images = Images(s);
        float[] scores = Run(s, images, (bytes, floats) => new Colourfulness(Device).Score(s, bytes, floats));
        Close.To(Expected(s, images, ImageScoreReference.Colourfulness), scores, "colourfulness");
    }

    [Test]
    public void Scores_OfAPlainImage_AreNought()
    {
        ImagesShape s = ImagesShape.Create(2, 9, 6, 3);
        byte[] images = [.. Enumerable.Repeat((byte)90, s.ImageLength), .. Enumerable.Repeat((byte)255, s.ImageLength)];
        Assert.That(Run(s, images, (b, f) => new EdgeComplexity(Device).Mean(s, b, f)), Is.All.Zero);
        Assert.That(Run(s, images, (b, f) => new EdgeComplexity(Device).ShareOver(s, 0f, b, f)), Is.All.Zero);
        Assert.That(Run(s, images, (b, f) => new BrightnessVariance(Device).Score(s, b, f)), Is.All.Zero);
        Assert.That(Run(s, images, (b, f) => new Colourfulness(Device).Score(s, b, f)), Is.All.Zero);
        Assert.That(Entropies(s, images), Is.All.Zero);
    }

    [Test]
    public void Scores_OfBlackAndWhiteHalves_AreTheirFormulas()
    {
        // Left half black, right half white: the variance is ¼, the entropy 1 bit, and the two columns at the edge have
        // a gradient of 4.
        ImagesShape s = ImagesShape.Create(1, 5, 8, 3);
        byte[] image = [.. Enumerable.Range(0, s.ImageLength).Select(i => (byte)(i / 3 % 8 < 4 ? 0 : 255))];
        Assert.That(
            Run(s, image, (b, f) => new BrightnessVariance(Device).Score(s, b, f))[0], Is.EqualTo(0.25).Within(1e-6));
        Assert.That(Entropies(s, image)[0], Is.EqualTo(1).Within(1e-6));
        Assert.That(
            Run(s, image, (b, f) => new EdgeComplexity(Device).Mean(s, b, f))[0], Is.EqualTo(4 * 2 / 6.0).Within(1e-6));
        Assert.That(
            Run(s, image, (b, f) => new EdgeComplexity(Device).ShareOver(s, 3.9f, b, f))[0],
            Is.EqualTo(2 / 6.0).Within(1e-6));
    }

    [Test]
    public void Scores_OfACheckerboard_AreTheirFormulas()
    {
        ImagesShape s = ImagesShape.Create(1, 4, 7, 3);
        byte[] image = Paint(s, (_, h, w) => (h + w) % 2 == 0 ? (255, 255, 255) : (0, 0, 0));
        Assert.That(
            Run(s, image, (b, f) => new EdgeComplexity(Device).Mean(s, b, f)), Is.All.Zero,
            "across every pixel there is no difference");
        Assert.That(
            Run(s, image, (b, f) => new BrightnessVariance(Device).Score(s, b, f))[0], Is.EqualTo(0.25).Within(1e-6));
        Assert.That(Entropies(s, image)[0], Is.EqualTo(1).Within(1e-6));
        Assert.That(Run(s, image, (b, f) => new Colourfulness(Device).Score(s, b, f)), Is.All.Zero);
    }

    [Test]
    public void EdgeShare_MagnitudesThatAreTheThreshold_AreNotOverIt()
    {
        // A step of a fifth of white, whose gradient is 0.8 at two columns of six.
        ImagesShape s = ImagesShape.Create(1, 5, 8, 3);
        byte[] image = Paint(s, (_, _, w) => w < 4 ? (9, 9, 9) : (60, 60, 60));
        foreach ((double threshold, float share) in new[] { (0.8, 0f), (0.7999999, 2 / 6f), (0, 2 / 6f), (5, 0f) })
        {
            Assert.That(
                Run(s, image, (b, f) => new EdgeComplexity(Device).ShareOver(s, threshold, b, f))[0],
                Is.EqualTo(share), $"over {threshold}");
        }
    }

    [Test]
    public void Colourfulness_OfSingleColours_HasNoDeviation()
    {
        (int R, int G, int B)[] colours = [(255, 0, 0), (118, 207, 176), (180, 235, 137), (132, 55, 129), (0, 0, 255)];
        ImagesShape s = ImagesShape.Create(colours.Length, 31, 29, 3);
        byte[] images = Paint(s, (n, _, _) => colours[n]);
        float[] scores = Run(s, images, (b, f) => new Colourfulness(Device).Score(s, b, f));
        Close.To(
            [.. colours.Select(c => 0.3 * Math.Sqrt(Math.Pow(c.R - c.G, 2) + Math.Pow((0.5 * (c.R + c.G)) - c.B, 2)))],
            scores, "colourfulness");
    }

    [Test]
    public void Colourfulness_OfAFaintPatternOnAStrongColour_KeepsItsDigits()
    {
        ImagesShape s = ImagesShape.Create(1, 32, 32, 3);
        byte[] image = Paint(s, (_, h, w) => h == 7 && w == 30 ? (113, 237, 235) : (112, 237, 235));
        float[] scores = Run(s, image, (b, f) => new Colourfulness(Device).Score(s, b, f));
        Close.To(Expected(s, image, ImageScoreReference.Colourfulness), scores, "colourfulness");
    }

    [Test]
    public void Launchers_WrongShape_SayWhat()
    {
        ImagesShape s = ImagesShape.Create(2, 4, 4, 3);
        Assert.That(
            () => Run(s, new byte[95], (b, f) => new EdgeComplexity(Device).Mean(s, b, f)),
            Throws.ArgumentException.With.Message.Contains("images holds 95 elements; 2 images of 4×4×3 needs 96"));
        Assert.That(
            () => Run(s, new byte[96], (b, f) => new EdgeComplexity(Device).ShareOver(s, 5.1, b, f)),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("threshold must be from 0 to 5"));
        ImagesShape flat = ImagesShape.Create(2, 2, 4, 3);
        Assert.That(
            () => Run(flat, new byte[48], (b, f) => new EdgeComplexity(Device).ShareOver(flat, 1f, b, f)),
            Throws.TypeOf<InputException>().With.Message.Contains("these are 2×4"));
        Assert.That(
            () => Run(s, new byte[96], (b, f) => new Colourfulness(Device).Score(s, b, f.SubView(0, 1))),
            Throws.ArgumentException.With.Message.Contains("scores holds 1 elements"));
        Assert.That(() => ImagesShape.Create(0, 4, 4, 3), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => ImagesShape.Create(1, 30_000, 30_000, 3), Throws.ArgumentException);
        Assert.That(() => ImagesShape.Create(1, 4, 4, 2), Refused.With("images of 1 or 3 channels; these have 2"));
    }

    private static byte[] Images(ImagesShape s)
    {
        byte[] images = new byte[s.Length];
        new System.Random(5).NextBytes(images);

        // Extremes beside each other in the last image.
        for (int i = 0; i < s.ImageLength; i++)
            images[^(i + 1)] = (byte)(i % 2 == 0 ? 0 : 255);
        return images;
    }

    private static byte[] Paint(ImagesShape s, Func<int, int, int, (int R, int G, int B)> colour)
    {
        byte[] images = new byte[s.Length];
        for (int at = 0; at < images.Length; at += 3)
        {
            int pixel = at / 3;
            (int r, int g, int b) = colour(pixel / s.ImagePixels, pixel / s.W % s.H, pixel % s.W);
            (images[at], images[at + 1], images[at + 2]) = ((byte)r, (byte)g, (byte)b);
        }

        return images;
    }

    private static double[] Expected(ImagesShape s, byte[] images, Func<byte[], double> score) =>
        [.. images.Chunk(s.ImageLength).Select(score)];

    private float[] Run(ImagesShape s, byte[] images, Action<ArrayView<byte>, ArrayView<float>> score)
    {
        using var bytes = Device.Allocate(images);
        using var floats = Device.Allocate(Values.Uniform(s.N, 9)); // to be overwritten
        score(bytes.View, floats.View);
        return floats.GetAsArray1D(Device.Stream);
    }

    private float[] Entropies(ImagesShape s, byte[] images)
    {
        LumaEntropy op = new(Device);
        using var histograms = Device.Allocate<int>(op.HistogramsLength(s));
        return Run(s, images, (bytes, floats) => op.Score(s, bytes, histograms.View, floats));
    }
}
