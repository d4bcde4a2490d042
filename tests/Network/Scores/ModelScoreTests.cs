using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Datasets.Shapes;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Checkpoints;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Memory;
using IlgpuCnn.Network.Runs;
using IlgpuCnn.Network.Scores;
using IlgpuCnn.Network.Training;
using IlgpuCnn.Network.Training.Schedules;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Network.Scores;

/// <summary>Scores that a trained model gives.</summary>
public sealed class ModelScoreTests : InTemporaryFolder
{
    private static readonly DataConfig Data = new() { Source = new ShapesDataset(120, 40) };

    [Test]
    public void TeacherLoss_OnItsOwnData_IsInSample()
    {
        string teacher = Train(Data);
        ScoreResult result = Score(new TeacherLossScore(teacher), Data);
        Assert.That(result.InSample, Is.True);
        Assert.That(result.SawOtherLabels, Is.False);
        Assert.That(result.Method, Does.Contain("trained on 120 of the 120 images"));
    }

    [Test]
    public void TeacherLoss_OnOtherImages_IsOutOfSample()
    {
        string teacher = Train(Data);
        ScoreResult result = Score(new TeacherLossScore(teacher), Data with { Seed = 2 });
        Assert.That(result.InSample, Is.False);
        Assert.That(result.Method, Does.Contain("trained on 0 of the 120 images"));
    }

    [Test]
    public void TeacherLoss_OfCleanLabelsOnNoisyOnes_SaysSo()
    {
        string teacher = Train(Data);
        ScoreResult result = Score(new TeacherLossScore(teacher), Data with { LabelNoise = 0.4 });
        Assert.That(result.SawOtherLabels, Is.True);
        string noisyTeacher = Train(Data with { LabelNoise = 0.4 });
        Assert.That(Score(new TeacherLossScore(noisyTeacher), Data with { LabelNoise = 0.4 }).SawOtherLabels, Is.False);
    }

    [Test]
    public void TeacherLoss_MeanOverTheData_IsTheEvaluatorsLoss()
    {
        string teacher = Train(Data);
        ImageSet images = Data.Load().Train;
        Checkpoint checkpoint = Checkpoint.Load(teacher);
        using Sequential network = checkpoint.Build(TestDevices.Get("cpu"), NetworkUse.Evaluation(64));
        using DeviceImages onDevice =
            new(network.Device, images, checkpoint.Info.Mean, checkpoint.Info.Deviation);
        using Evaluator evaluator = new(network, 64);
        double expected = evaluator.Evaluate(onDevice).Loss;
        Assert.That(Score(new TeacherLossScore(teacher), Data).Values.Average(), Is.EqualTo(expected).Within(1e-5));
    }

    [Test]
    public void TeacherLoss_OfOtherClassesOrWithoutTeacher_Refuses()
    {
        DataConfig other = new() { Source = new ShapesDataset(400, 40), Classes = ["square-solid", "circle-dots"] };
        string teacher = Train(other);
        Assert.That(
            () => Score(new TeacherLossScore(teacher), Data),
            Throws.TypeOf<InputException>().With.Message.Contains("The checkpoint knows 2 classes"));
        Assert.That(
            () => ScoringFunction.Parse("teacher-loss"),
            Refused.With("The score 'teacher-loss' needs checkpoint: write teacher-loss(checkpoint=…)."));
    }

    [Test]
    [Category(TestCategories.Exhaustive)]
    public void CrossValidatedLoss_IsOfModelsThatDidNotSeeTheImage()
    {
        TrainingRecipe recipe = new()
        {
            BatchSize = 20,
            Epochs = 40,
            LearningRate = new LearningRateConfig { Base = 1e-3 },
        };
        ImageSet images = MadeUpImages.Random(40, 4, height: 16, width: 16);
        using ScoringModel model = new(Context(images, recipe), recipe);
        double[] seen = new double[40];
        model.Train(40, seed: 1);
        model.Losses(0, 40, seen);
        ScoreResult unseen = new CrossValidatedLossScore(Folds: 4, Repeats: 2)
            .Score(Context(images, recipe));

        // Random pixels with random labels can be learned by heart and in no other way.
        Assert.That(seen.Average(), Is.LessThan(0.3));
        Assert.That(unseen.Values.Average(), Is.GreaterThan(Math.Log(4)));
        Assert.That(unseen.InSample, Is.False);
        Assert.That(unseen.Repeats, Has.Length.EqualTo(2));
        for (int i = 0; i < 40; i++)
            Assert.That(unseen.Values[i], Is.EqualTo((unseen.Repeats[0][i] + unseen.Repeats[1][i]) / 2).Within(1e-12));
    }

    [Test]
    public void CrossValidatedLoss_Wrong_SaysWhat()
    {
        Assert.That(
            () => ScoringFunction.Parse("cross-validated-loss(folds=1)"),
            Throws.TypeOf<InputException>().With.Message.Contains("folds must be at least 2"));
        Assert.That(
            () => new CrossValidatedLossScore(Folds: 50)
                .Score(Context(MadeUpImages.Random(40, 4), new TrainingRecipe())),
            Throws.TypeOf<InputException>().With.Message.Contains("40 images can't be cut into 50 folds"));
    }

    [Test]
    public void SelfPaced_ByItself_IsRefused() => Assert.That(
        () => Score(new SelfPacedScore(), Data),
        Throws.TypeOf<InputException>().With.Message.Contains("name it in 'train' or 'compare'"));

    private static ScoringContext Context(ImageSet images, TrainingRecipe recipe) =>
        new(TestDevices.Get("cpu"), images, recipe, _ => { }, CancellationToken.None);

    private static ScoreResult Score(ScoringFunction score, DataConfig data) =>
        score.Score(Context(data.Load().Train, new TrainingRecipe()));

    private string Train(DataConfig data)
    {
        RunConfig config = new()
        {
            Data = data,
            Training = new TrainingRecipe { Model = TinyNetwork.Component, BatchSize = 20, Steps = 3 },
        };
        using TrainingRun run = new(
            TestDevices.Get("cpu"), config, data.Load(), null,
            () => RunFolder.Create(Folder.Path, "teacher"));
        return run.Run(QuietRunObserver.Instance, CancellationToken.None).Folder;
    }
}
