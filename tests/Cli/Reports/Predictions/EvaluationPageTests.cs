using IlgpuCnn.Cli.Reports.Predictions;
using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Network.Predictions;
using IlgpuCnn.Tests.Support;
using SkiaSharp;

namespace IlgpuCnn.Tests.Cli.Reports.Predictions;

public sealed class EvaluationPageTests
{
    private static readonly ImageSet Images =
        new(2, 3, 3, Enumerable.Range(0, 54).Select(i => (byte)i).ToArray(), [0, 0, 1], ["cat", "dog, big", "owl"]);

    // One is right, a cat is taken for a dog and a dog for a cat; nothing is an owl.
    private static readonly float[] Probabilities = [0.9f, 0.1f, 0f, 0.25f, 0.75f, 0f, 1f, 0f, 0f];

    [Test]
    public void Csv_OfThreeImages_HasTheNumbers()
    {
        EvaluatedSplit split = Split(Images);
        Assert.That(
            EvaluationCsv.Confusion(split),
            Is.EqualTo("label \\ predicted,cat,\"dog, big\",owl\ncat,1,1,0\n\"dog, big\",1,0,0\nowl,0,0,0\n"));
        Assert.That(
            EvaluationCsv.Classes(split),
            Is.EqualTo(
                "class,precision,recall,f1,images,predicted\ncat,0.5,0.5,0.5,2,2\n\"dog, big\",0,0,0,1,1\nowl,,,,0,0\n"));
        Assert.That(
            EvaluationCsv.Predictions(split with { Images = Images with { Files = ["a.png", "b.png", "c.png"] } }),
            Does.EndWith("2,c.png,\"dog, big\",cat,1\n").And.StartsWith("index,file,label,predicted,probability\n"));
    }

    [Test]
    public void Confusion_OfNamesThatOccurTwice_IsNumbered() => Assert.That(
        EvaluationCsv.Confusion(Split(Images with { ClassNames = ["cat", "owl", "cat"] })),
        Does.StartWith("label \\ predicted,cat (0),owl,cat (2)\n"));

    [Test]
    public void Tables_OfUndefinedScores_HaveADash()
    {
        ReportTable classes = (ReportTable)EvaluationTables.Of(Split(Images))[0];
        Assert.That(classes.Rows[0], Is.EqualTo(new[] { "cat", "50.00", "50.00", "50.00", "2", "2" }));
        Assert.That(classes.Rows[2], Is.EqualTo(new[] { "owl", "-", "-", "-", "0", "0" }));
    }

    [TestCase(12, "Confusion: ")]
    [TestCase(13, "The most frequent confusions")]
    public void Tables_OfFewAndManyClasses_DifferInForm(int classes, string heading)
    {
        ImageSet images = MadeUpImages.Random(4, classes, height: 2, width: 2);
        EvaluatedSplit split = EvaluatedSplit.Of("net", "data", images, 1, [.. Enumerable.Repeat(0.1f / classes, 4 * classes)]);
        Assert.That(EvaluationTables.Of(split)[1].Heading, Does.StartWith(heading));
    }

    [Test]
    public void Page_OfMistakes_NamesThemTheMostConfidentFirst()
    {
        string page = PageWriter.Of(EvaluationPage.Of(Split(Images with { Files = ["a.png", "b.png", "c.png"] })));
        int first = page.IndexOf("c.png: dog, big → cat, 100.00 %", StringComparison.Ordinal);
        Assert.That(first, Is.Positive);
        Assert.That(page.IndexOf("b.png: cat → dog, big, 75.00 %", StringComparison.Ordinal), Is.GreaterThan(first));
        Assert.That(page, Does.Not.Contain("a.png"));
    }

    [Test]
    public void Mistakes_WithoutFiles_AreNamedByTheirIndex()
    {
        EvaluatedSplit split = Split(Images);
        Assert.That(MistakePicture.Of(split)!.RowNames[0], Is.EqualTo("image 2: dog, big → cat, 100.00 %"));
        using SKBitmap drawn = SKBitmap.Decode(
            Convert.FromBase64String(MistakePicture.Of(split)!.Address.Split(',')[1]));
        Assert.That((drawn.Width, drawn.Height), Is.EqualTo((3, 4)));
        Assert.That(drawn.GetPixel(0, 0), Is.EqualTo(new SKColor(36, 37, 38)));
        Assert.That(drawn.GetPixel(2, 3), Is.EqualTo(new SKColor(33, 34, 35)));
    }

    [Test]
    public void Mistakes_OfLargeNoise_StayUnderTheBound()
    {
        ImageSet images = MadeUpImages.Random(24, 2, height: 300, width: 300) with { Labels = new int[24] };
        float[] wrong = [.. Enumerable.Range(0, 48).Select(i => (float)(i % 2))];
        string page = PageWriter.Of(EvaluationPage.Of(EvaluatedSplit.Of("net", "data", images, 1, wrong)));
        Assert.That(page, Has.Length.LessThan(5_000_000));
    }

    [Test]
    public void Confusion_Drawn_IsBlueOnTheDiagonalAndRedBesideIt()
    {
        using SKBitmap drawn = ConfusionPicture.Draw(new ConfusionMatrix([0, 1], [0, 0], 2));
        Assert.That(drawn.GetPixel(0, 0), Is.EqualTo(SKColor.Parse("#0072b2")));
        Assert.That(drawn.GetPixel(1, 0), Is.EqualTo(SKColors.White));
        Assert.That(drawn.GetPixel(0, 1), Is.EqualTo(SKColor.Parse("#b3261e")));
    }

    [Test]
    public void Of_ProbabilitiesThatAreNoNumbers_IsRefused() => Assert.That(
        () => EvaluatedSplit.Of("net", "made-up, test", Images, 1, [.. Probabilities[..5], float.NaN, 0, 0, 0]),
        Refused.With(
            "The network's output for image 1 of made-up, test is no number, so that there is nothing to report of its "
            + "predictions: train it with a lower learning rate."));

    private static EvaluatedSplit Split(ImageSet images) =>
        EvaluatedSplit.Of("net", "data", images, 1, Probabilities);
}
