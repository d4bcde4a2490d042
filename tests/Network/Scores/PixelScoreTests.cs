using IlgpuCnn.Data.Augmentations;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Network.Scores;
using IlgpuCnn.Network.Training;
using IlgpuCnn.Tests.Reference;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Network.Scores;

public sealed class PixelScoreTests
{
    private static readonly ImageSet Data = MadeUpImages.Random(13, 3, height: 6, width: 9);

    private static readonly Dictionary<string, Func<byte[], double>> References = new()
    {
        ["edges"] = image => ImageScoreReference.Magnitudes(image, 6, 9).Average(),
        ["edges(threshold=1.2345678)"] = image => ImageScoreReference.Magnitudes(image, 6, 9)
            .Average(magnitude => magnitude > 1.2345678 ? 1.0 : 0),
        ["brightness-variance"] = ImageScoreReference.BrightnessVariance,
        ["entropy"] = ImageScoreReference.Entropy,
        ["colourfulness"] = ImageScoreReference.Colourfulness,
    };

    private static IEnumerable<string> Names => References.Keys;

    // The recipe's augmentation has no say.
    private static ScoringContext Context(ImageSet images) => new(
        TestDevices.Get("cpu"), images,
        new TrainingRecipe { Augmentation = AugmentationText.Parse("flip,crop,rotate,jitter") }, _ => { },
        CancellationToken.None);

    [TestCaseSource(nameof(Names))]
    public void Score_ByName_IsTheReferenceOfTheImagesAsTheyAre(string name)
    {
        ScoreResult result = ScoringFunction.Parse(name).Value.Score(Context(Data));
        Close.To(
            [.. Data.Bytes().Chunk(Data.ImageLength).Select(References[name])],
            [.. result.Values.Select(value => (float)value)], name);
        Assert.That(result.InSample, Is.False);
        Assert.That(result.Method, Is.Not.Empty);
    }

    [TestCase("edges(threshold=-1)", "threshold must be at least 0")]
    [TestCase("edges(threshold=64)", "threshold must be at most 5")]
    [TestCase("brightness-variance(x=1)", "has an unknown argument 'x': it takes none.")]
    [TestCase("colorfulness", "did you mean 'colourfulness'")]
    public void Parse_BadArgument_IsRefused(string text, string message) =>
        Assert.That(() => ScoringFunction.Parse(text), Refused.With(message));

    [TestCase("edges")]
    [TestCase("edges(threshold=1.2345678)")]
    [TestCase("brightness-variance")]
    [TestCase("entropy")]
    public void Score_OneChannel_IsThatOfTheSameImagesInRgb(string name)
    {
        ImageSet grey = Data with { Channels = 1, Pixels = Data.Bytes().Where((_, i) => i % 3 == 0).ToArray() };
        ImageSet rgb = Data with { Pixels = grey.Bytes().SelectMany(v => new[] { v, v, v }).ToArray() };
        ScoringFunction score = ScoringFunction.Parse(name).Value;
        Assert.That(score.Score(Context(grey)).Values, Is.EqualTo(score.Score(Context(rgb)).Values));
    }

    [Test]
    public void Colourfulness_OneChannel_IsRefused()
    {
        ImageSet grey = new(5, 7, 1, new byte[35], [0], ["one"]);
        Assert.That(
            () => ScoringFunction.Parse("colourfulness").Value.Score(Context(grey)),
            Refused.With("needs the colours of RGB images", "choose edges, brightness-variance or entropy"));
    }

    [TestCaseSource(nameof(Names))]
    public void Score_OfTwoChannels_IsRefused(string name)
    {
        ImageSet two = new(5, 7, 2, new byte[70], [0], ["one"]);
        Assert.That(() => ScoringFunction.Parse(name).Value.Score(Context(two)), Refused.With("these have 2"));
    }
}
