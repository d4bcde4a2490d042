using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.ImageScores;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels.ImageScores;

/// <summary>Scores of images of one channel, on every device: those of the same images in RGB.</summary>
[TestFixtureSource(typeof(TestDevices), nameof(TestDevices.All))]
public sealed class GreyScoreTests(string deviceName)
{
    private delegate void Launch(ImagesShape shape, ArrayView<byte> images, ArrayView<float> scores);

    private static readonly ImagesShape[] Shapes =
        [ImagesShape.Create(37, 7, 5, 1), ImagesShape.Create(2, 40, 24, 1), ImagesShape.Create(1, 3, 3, 1)];

    private ComputeDevice Device => TestDevices.Get(deviceName);

    [TestCaseSource(nameof(Shapes))]
    public void EdgeMean_OneChannel_IsThatOfRgb(ImagesShape s) => AssertIsThatOfRgb(s, new EdgeComplexity(Device).Mean);

    [TestCaseSource(nameof(Shapes))]
    public void EdgeShare_OneChannel_IsThatOfRgb(ImagesShape s) => AssertIsThatOfRgb(
        s, (shape, images, scores) => new EdgeComplexity(Device).ShareOver(shape, 1.2, images, scores));

    [TestCaseSource(nameof(Shapes))]
    public void BrightnessVariance_OneChannel_IsThatOfRgb(ImagesShape s) =>
        AssertIsThatOfRgb(s, new BrightnessVariance(Device).Score);

    [TestCaseSource(nameof(Shapes))]
    public void Entropy_OneChannel_IsThatOfRgb(ImagesShape s)
    {
        LumaEntropy op = new(Device);
        using var histograms = Device.Allocate<int>(op.HistogramsLength(s));
        AssertIsThatOfRgb(s, (shape, images, scores) => op.Score(shape, images, histograms.View, scores));
    }

    [Test]
    public void Colourfulness_OneChannel_IsRefused() => Assert.That(
        () => Run(Shapes[0], Grey(Shapes[0]), new Colourfulness(Device).Score),
        Refused.With("these images have one", "score them by edges, brightness-variance or entropy"));

    // To the last bit; scores that are all alike would compare nothing.
    private void AssertIsThatOfRgb(ImagesShape s, Launch score)
    {
        byte[] grey = Grey(s);
        byte[] rgb = [.. grey.SelectMany(v => new[] { v, v, v })];
        float[] expected = Run(ImagesShape.Create(s.N, s.H, s.W, 3), rgb, score);
        Assert.That(Run(s, grey, score), Is.EqualTo(expected));
        Assert.That(expected, s.N == 1 ? Is.All.Positive : Is.All.Positive.And.Some.Not.EqualTo(expected[0]));
    }

    private float[] Run(ImagesShape s, byte[] images, Launch score)
    {
        using var bytes = Device.Allocate(images);
        using var floats = Device.Allocate(Values.Uniform(s.N, 9)); // to be overwritten
        score(s, bytes.View, floats.View);
        return floats.GetAsArray1D(Device.Stream);
    }

    private static byte[] Grey(ImagesShape s)
    {
        byte[] images = new byte[s.Length];
        new System.Random(5).NextBytes(images);
        return images;
    }
}
