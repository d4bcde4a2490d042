using IlgpuCnn.Data;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network;
using IlgpuCnn.Network.Scores;
using IlgpuCnn.Tests.Reference;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Network.Scores;

public sealed class PixelScoreTests
{
    private static readonly ImageSet Data = Images.Random(13, 3, height: 6, width: 9);

    private static readonly Dictionary<string, Func<ImageScoreReference, double[]>> References = new()
    {
        ["edges"] = reference => reference.EdgeMean(),
        ["edges(threshold=0.25)"] = reference => reference.EdgeShare(0.25m),
        ["brightness-variance"] = reference => reference.Variance(),
        ["entropy"] = reference => reference.Entropy(),
        ["colourfulness"] = reference => reference.Colourfulness(),
    };

    private static IEnumerable<string> Names => References.Keys;

    [TestCaseSource(nameof(Names))]
    public void Score_ByName_IsTheReference(string name)
    {
        ScoreResult result = ScoringFunction.Parse(name).Score(Context(Data));
        Close.To(Expected(name), [.. result.Values.Select(value => (float)value)], name);
        Assert.That(result.InSample, Is.False);
        Assert.That(result.Method, Is.Not.Empty);
    }

    [TestCaseSource(nameof(Names))]
    public void Score_InPieces_IsTheSame(string name)
    {
        double[] whole = ScoringFunction.Parse(name).Score(Context(Data)).Values;
        foreach (int images in (int[])[0, 1, 5])
        {
            PixelScore inPieces = Create(name, images * Data.ImageLength);
            Assert.That(inPieces.Score(Context(Data)).Values, Is.EqualTo(whole), $"{images} at once");
        }
    }

    [Test]
    public void Edges_Threshold_IsToldInTheMethod()
    {
        Assert.That(ScoringFunction.Parse("edges").Score(Context(Data)).Method, Does.StartWith("mean over"));
        Assert.That(
            ScoringFunction.Parse("edges(threshold=0.125)").Score(Context(Data)).Method,
            Does.StartWith("share over 0.125"));
    }

    [TestCase("edges(threshold=1.5)", "threshold must be at most 1")]
    [TestCase("edges(threshold=-1)", "threshold must be at least 0")]
    [TestCase("brightness-variance(x=1)", "unknown argument 'x'")]
    [TestCase("colorfulness", "did you mean 'colourfulness'")]
    public void Parse_BadArgument_IsRefused(string text, string message) =>
        Assert.That(() => ScoringFunction.Parse(text), Refused.With(message));

    [TestCaseSource(nameof(Names))]
    public void Score_ImagesThatAreNotRgb_AreRefused(string name)
    {
        ImageSet grey = new(5, 7, 1, new byte[35], [0], ["one"]);
        Assert.That(() => ScoringFunction.Parse(name).Score(Context(grey)), Refused.With("1 channel(s)"));
    }

    [TestCaseSource(nameof(Names))]
    public void Score_Cancelled_Stops(string name) => Assert.That(
        () => ScoringFunction.Parse(name).Score(Context(Data) with { Cancellation = new CancellationToken(true) }),
        Throws.InstanceOf<OperationCanceledException>());

    private static double[] Expected(string name) => References[name](
        new ImageScoreReference(BatchShape.Create(Data.Count, Data.Height, Data.Width, Data.Channels), Data.Pixels));

    private static PixelScore Create(string name, int mostBytes)
    {
        NamedArguments arguments = NamedArguments.Parse("score", name);
        return name.Split('(')[0] switch
        {
            "edges" => new EdgesScore(arguments) { MostBytes = mostBytes },
            "brightness-variance" => new BrightnessVarianceScore() { MostBytes = mostBytes },
            "entropy" => new EntropyScore() { MostBytes = mostBytes },
            _ => new ColourfulnessScore() { MostBytes = mostBytes },
        };
    }

    private static ScoringContext Context(ImageSet images) => new(
        TestDevices.Get("cpu"), images, new TrainConfig { Augment = "flip,crop,rotate,jitter" }, null, _ => { },
        CancellationToken.None);
}
