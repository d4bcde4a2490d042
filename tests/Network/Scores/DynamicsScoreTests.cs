using IlgpuCnn.Data.Augmentations;
using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Data.Datasets.Shapes;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Scores;
using IlgpuCnn.Network.Training;
using IlgpuCnn.Network.Training.Schedules;
using IlgpuCnn.Tests.Reference;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Network.Scores;

public sealed class DynamicsScoreTests
{
    private static readonly TrainingRecipe Recipe = new()
    {
        Model = TinyNetwork.Component,
        BatchSize = 30,
        Epochs = 4,
        LearningRate = new LearningRateConfig { Base = 1e-3 },
    };

    private static ImageSet Images => new ShapesDataset(100, 20).Load(seed: 1).Train;

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
        ScoreResult result = ScoringFunction.Parse(score).Value.Score(Context(Recipe));
        Assert.That(result.Values, Has.Length.EqualTo(100).And.All.InRange(least, most));
        Assert.That(result.InSample, Is.True);
        Assert.That(result.Method, Does.Contain("over 4 epochs").And.Contain("dropout included"));
    }

    [Test]
    public void From_OneRun_GivesEveryScore()
    {
        List<string> told = [];
        DynamicsTable run = DynamicsRun.Train(Context(Recipe) with { Progress = told.Add }, normEpoch: 2);
        Assert.That(told, Has.Count.EqualTo(4).And.All.StartsWith("training dynamics: epoch "));
        foreach (string name in (string[])[
            "learned-epoch", "forgetting", "el2n(epoch=2)", "confidence", "variability", "cumulative-accuracy"])
        {
            DynamicsScore score = (DynamicsScore)ScoringFunction.Parse(name).Value;
            ScoreResult alone = score.Score(Context(Recipe));
            Assert.That(score.From(run).Values, Is.EqualTo(alone.Values), name);
            Assert.That(score.From(run).Method, Is.EqualTo(alone.Method), name);
        }

        Assert.That(
            () => new El2nScore(Epoch: 3).From(run),
            Throws.ArgumentException.With.Message.Contains("EL2N of epoch 2, not 3"));
    }

    [Test]
    public void Train_Dynamics_AreThoseOfEveryStepsLogits()
    {
        DynamicsTable run = DynamicsRun.Train(Context(Recipe), normEpoch: 2);
        DynamicsReference reference = new(100, Images.ClassNames.Length);
        using ScoringModel model = new(Context(Recipe), Recipe);
        model.Train(100, Recipe.Seed, trainer => trainer.Observer = new Capture(reference, model.Network.Classes));
        Assert.That(run.Seen, Is.EqualTo(reference.Seen));
        Assert.That(run.Correct, Is.EqualTo(reference.Correct));
        Assert.That(run.Forgotten, Is.EqualTo(reference.Forgotten));
        Assert.That(run.Learned, Is.EqualTo(reference.CorrectSince));
        Close.To(reference.MeanProbability, run.Confidence, "confidence");
        Close.To(reference.ErrorNorm(2), run.ErrorNorm, "EL2N");
        Close.To(
            reference.Deviation, [.. run.Spread.Select(spread => MathF.Sqrt(spread / Recipe.Epochs))], "deviation");
    }

    [Test]
    public void Score_OfAugmentedImages_IsRefused()
    {
        void Refused(string score, TrainingRecipe recipe, string message) => Assert.That(
            () => ScoringFunction.Parse(score).Value.Score(Context(recipe)),
            Throws.TypeOf<InputException>().With.Message.Contains(message));
        TrainingRecipe flipped = Recipe with { Augmentation = AugmentationText.Parse("flip") };
        Refused("forgetting", flipped, "give the setting 'augment' none");
        Refused("forgetting", Recipe with { Sampling = Sampling.Independent }, "give the setting 'sampling' epoch");
        Refused("forgetting", Recipe with { Steps = 3 }, "need an epoch, 4 steps");
        Refused("el2n(epoch=5)", Recipe, "There is no epoch 5 in a training run of 4");
    }

    /// <summary>Reads every step's logits back, for the reference.</summary>
    private sealed class Capture(DynamicsReference reference, int classes) : IStepObserver
    {
        public void Observe(long step, int count, Floats logits, Batch batch)
        {
            AcceleratorStream stream = TestDevices.Get("cpu").Stream;
            float[] z = new float[count * classes];
            int[] labels = new int[count];
            int[] indices = new int[count];
            logits.SubView(0, z.Length).CopyToCPU(stream, z);
            batch.Labels.SubView(0, count).CopyToCPU(stream, labels);
            batch.Indices.SubView(0, count).CopyToCPU(stream, indices);
            reference.See((int)(step / 4) + 1, z, labels, indices);
        }
    }

    private static ScoringContext Context(TrainingRecipe recipe) =>
        new(TestDevices.Get("cpu"), Images, recipe, _ => { }, CancellationToken.None);
}
