using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network;
using IlgpuCnn.Network.Scores;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Network.Scores;

public sealed class DynamicsScoreTests
{
    private static readonly TrainConfig Recipe = new() { BatchSize = 30, Epochs = 4, LearningRate = 1e-3 };

    private static ImageSet Images =>
        DatasetLoader.Load(new DatasetOptions { ShapesTrain = 100, ShapesTest = 20 }).Train;

    [Test]
    public void Train_WithDynamics_SeesEveryImageOnceAnEpoch()
    {
        using ScoringModel model = new(Context(Recipe), Recipe);
        using TrainingDynamics dynamics = new(model.Network, 100, stepsPerEpoch: 4, normEpoch: 2);
        model.Train(100, seed: 1, trainer => trainer.Observer = dynamics);
        DynamicsTable table = dynamics.Read();
        Assert.That(table.Seen, Is.All.EqualTo(4));
        Assert.That(table.Learned, Is.All.InRange(0, 4));
        Assert.That(table.Confidence, Is.All.InRange(0f, 1f));
        Assert.That(table.ErrorNorm, Is.All.InRange(float.Epsilon, MathF.Sqrt(2)));
        Assert.That(table.ErrorNorm.Distinct().Count(), Is.EqualTo(100));
    }

    [TestCase("learned-epoch", 1, 5)]
    [TestCase("forgetting", 0, 4)]
    [TestCase("el2n(epoch=2)", 1e-6, 1.4143)]
    [TestCase("el2n", 1e-6, 1.4143)]
    [TestCase("confidence", 0, 1)]
    [TestCase("variability", 0, 0.5)]
    [TestCase("cumulative-accuracy", 0, 1)]
    public void Score_OfEachKind_IsInItsRangeAndInSample(string score, double least, double most)
    {
        ScoreResult result = ScoringFunction.Parse(score).Score(Context(Recipe));
        Assert.That(result.Values, Has.Length.EqualTo(100).And.All.InRange(least, most));
        Assert.That(result.InSample, Is.True);
        Assert.That(result.Method, Does.Contain("over 4 epochs").And.Contain("dropout included"));
    }

    [Test]
    public void Score_OfAugmentedImages_IsRefused()
    {
        void Refused(string score, TrainConfig recipe, string message) => Assert.That(
            () => ScoringFunction.Parse(score).Score(Context(recipe)),
            Throws.TypeOf<InputException>().With.Message.Contains(message));
        Refused("forgetting", Recipe with { Augment = "flip" }, "give --augment none");
        Refused("forgetting", Recipe with { Sampling = "independent" }, "give --sampling epoch");
        Refused("forgetting", Recipe with { Steps = 3 }, "need an epoch, 4 steps");
        Refused("el2n(epoch=5)", Recipe, "There is no epoch 5 in a training run of 4");
    }

    private static ScoringContext Context(TrainConfig recipe) =>
        new(TestDevices.Get("cpu"), Images, recipe, null, _ => { }, CancellationToken.None);
}
