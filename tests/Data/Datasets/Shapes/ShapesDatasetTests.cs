using System.Security.Cryptography;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Datasets.Shapes;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Data.Datasets.Shapes;

public sealed class ShapesDatasetTests
{
    private static ImageData Load(int train = 400, int test = 100, ulong seed = 1) =>
        new DataConfig { Source = new ShapesDataset(train, test), Seed = seed }.Load();

    [Test]
    public void Load_Twice_GivesTheSameBytes()
    {
        ImageData once = Load();
        ImageData twice = Load();
        Assert.That(twice.Train.Bytes(), Is.EqualTo(once.Train.Bytes()));
        Assert.That(Load(seed: 2).Train.Bytes(), Is.Not.EqualTo(once.Train.Bytes()));
        Assert.That(once.Test.Bytes(), Is.Not.EqualTo(once.Train.Bytes()[..once.Test.Bytes().Length]));
    }

    // What the first version made: results are comparable from version to version.
    [Test]
    public void Load_Default_HasTheBytesThatItAlwaysHad()
    {
        ImageData data = Load(train: 600, test: 600);
        Assert.That(
            Convert.ToHexString(SHA256.HashData(data.Train.Bytes())),
            Is.EqualTo("3C261FD46C89642FD011E4586A1AC460D01BBC8E88656C8074A7F0A2D16D0E3D"));
        Assert.That(
            Convert.ToHexString(SHA256.HashData(data.Test.Bytes())),
            Is.EqualTo("78226F0216CE211B57B2A518B5451D47B1065E39BF7B9EAAA72975C613614CFE"));
    }

    [TestCase(700_000, 100, "shapes has train=700000 images")]
    [TestCase(100, int.MaxValue, "shapes has test=2147483647 images")]
    public void Load_MoreImagesThanAnArrayHolds_SaysHowManyItDoes(int train, int test, string sentence) => Assert.That(
        () => Load(train, test),
        Throws.TypeOf<InputException>().With.Message.StartsWith(sentence).And.Message.Contains("699050"));

    [Test]
    public void Load_MoreImages_KeepsTheFirst() =>
        Assert.That(Load(train: 800).Train.Bytes()[..(400 * 3072)], Is.EqualTo(Load(train: 400).Train.Bytes()));

    [Test]
    public void Load_Classes_AreBalancedAndNamed()
    {
        ImageSet train = Load().Train;
        Assert.That(train.Labels.CountBy(l => l).Select(c => c.Value), Is.All.EqualTo(20));
        Assert.That(train.ClassNames, Has.Length.EqualTo(20).And.Contains("circle-stripes").And.Contains("ring-dots"));
    }

    [Test]
    public void Load_Difficulty_SpansItsRangeAndIsNoFunctionOfTheClass()
    {
        ImageSet train = Load(train: 4000).Train;
        Assert.That(train.Difficulty, Is.All.InRange(0f, 1f));
        Assert.That(train.Difficulty!.Min(), Is.LessThan(0.05f));
        Assert.That(train.Difficulty!.Max(), Is.GreaterThan(0.9f));
        IEnumerable<float> means = Enumerable.Range(0, 20)
            .Select(c => train.Difficulty!.Where((_, i) => train.Labels[i] == c).Average());
        Assert.That(means, Is.All.EqualTo(train.Difficulty!.Average()).Within(0.08f));
    }

    [Test]
    public void Load_HarderImages_AreNoisier()
    {
        ImageSet train = Load(train: 2000).Train;
        int[] order = [.. Enumerable.Range(0, train.Count).OrderBy(i => train.Difficulty![i])];
        Assert.That(Roughness(train, order[^200..]), Is.GreaterThan(3 * Roughness(train, order[..200])));
    }

    [Test]
    [Category(TestCategories.Exhaustive)]
    public void Load_LinearClassifier_DoesBadly()
    {
        ImageData data = Load(train: 3000, test: 600);
        Assert.That(LinearClassifier.TestAccuracy(data.Train, data.Test), Is.LessThan(0.35));
    }

    [Test]
    public void Load_TooFewImages_SaysHowManyAreNeeded() => Assert.That(
        () => Load(train: 19), Throws.TypeOf<InputException>().With.Message.Contains("at least 20"));

    // Median difference of neighbours, which edges do not move: most pixels lie inside a surface.
    private static double Roughness(ImageSet set, int[] images) => images.Average(i =>
    {
        byte[] image = set.Image(i).ToArray();
        return Enumerable.Range(3, set.ImageLength - 3)
            .Select(p => Math.Abs(image[p] - image[p - 3]))
            .Order()
            .ElementAt(set.ImageLength / 2);
    });
}
