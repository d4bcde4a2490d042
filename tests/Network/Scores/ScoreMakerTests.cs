using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Data.Scores;
using IlgpuCnn.Network.Scores;
using IlgpuCnn.Network.Training;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Network.Scores;

public sealed class ScoreMakerTests
{
    private static readonly ImageSet Data = MadeUpImages.Random(30, 3) with
    {
        Difficulty = [.. Enumerable.Range(0, 30).Select(i => i / 30f)],
    };

    [Test]
    public void Make_Function_SaysWhereItsScoresComeFrom()
    {
        ScoreTable table = ScoreMaker.Make(ScoringFunction.Parse(" random(seed=3) "), Context(Data));
        Assert.That(table.Origin.Score, Is.EqualTo("random(seed=3)"));
        Assert.That(table.Origin.Method, Does.Contain("seed 3"));
        Assert.That(table.Origin.Images, Is.EqualTo(ImageSetHash.OfImages(Data)));
        Assert.That(table.Origin.Labels, Is.EqualTo(ImageSetHash.OfLabels(Data)));
        Assert.That(table.Origin.Seconds, Is.Positive);
        Assert.That(table.Values, Is.Unique);
    }

    [Test]
    public void Make_File_LoadsIt()
    {
        using TemporaryFolder folder = new();
        ScoreTable truth = ScoreMaker.Make(new TruthScore(), Context(Data));
        ScoreFile.Save(folder.File("t.csv"), truth, Data);
        ScoreTable loaded = ScoreMaker.Make(ScoringFunction.Parse(folder.File("t.csv")), Context(Data));
        Assert.That(loaded.Origin, Is.EqualTo(truth.Origin));
        Assert.That(loaded.Values, Is.EqualTo(truth.Values));
    }

    [Test]
    public void Make_NotFinite_IsRefused()
    {
        ImageSet broken = Data with { Difficulty = [.. Data.Difficulty![..29], float.NaN] };
        Assert.That(
            () => ScoreMaker.Make(new TruthScore(), Context(broken)),
            Refused.With("'truth' of image 29 is no finite number"));
    }

    [Test]
    public void Make_OtherNumberOfValues_IsRefused() => Assert.That(
        () => ScoreMaker.Make(new Component<ScoringFunction>(new ThreeValues()), Context(Data)),
        Refused.With("'three-values' gave 3 values to 30 images: its class is at fault."));

    [Test]
    public void Parse_UnknownWord_NamesTheNearest() => Assert.That(
        () => ScoringFunction.Parse("randon"), Refused.With("did you mean 'random'"));

    [Test]
    public void Make_Cancelled_GivesNothing() => Assert.That(
        () => ScoreMaker.Make(new RandomScore(), Context(Data) with { Cancellation = new CancellationToken(true) }),
        Throws.InstanceOf<OperationCanceledException>());

    [Component("three-values", "three values")]
    private sealed record ThreeValues : ScoringFunction
    {
        public override ScoreResult Score(ScoringContext context) => new([1, 2, 3], "");
    }

    private static ScoringContext Context(ImageSet images) => new(
        TestDevices.Get("cpu"), images, new TrainingRecipe(), _ => { }, CancellationToken.None);
}
