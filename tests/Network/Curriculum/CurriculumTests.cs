using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Data.Curriculum.Pacing;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Datasets.Shapes;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Data.Scores;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Curriculum;
using IlgpuCnn.Network.Runs;
using IlgpuCnn.Network.Scores;
using IlgpuCnn.Network.Training;
using IlgpuCnn.Network.Training.Schedules;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Network.Curriculum;

/// <summary>A run's order and pacing, from its configuration to what its steps see.</summary>
public sealed class CurriculumTests : InTemporaryFolder
{
    private static readonly RunConfig Config = new()
    {
        Data = new DataConfig { Source = new ShapesDataset(200, 40) },
        Training = new TrainingRecipe { Model = TinyNetwork.Component, BatchSize = 10, Steps = 8 },
        Curriculum = new CurriculumConfig
        {
            Ordering = Ordering.Curriculum,
            Score = new TruthScore(),
            Pacing = new FixedExponentialPacing(Start: 0.2, Increase: 2, Length: 2),
        },
    };

    private static IEnumerable<TestCaseData> Wrong =>
    [
        Case(
            c => c with { Ordering = CurriculumConfig.Orderings.Parse("curriculm").Value },
            "Unknown ordering 'curriculm': did you mean 'curriculum'?"),
        Case(
            c => c with { Balance = CurriculumConfig.Balances.Parse("ballanced").Value },
            "Unknown class balance 'ballanced': did you mean 'balanced'?"),
        Case(c => Paced(c, "linaer"), "Unknown pacing function 'linaer': did you mean 'linear'?"),
        Case(c => c with { Score = null }, "The ordering 'curriculum' needs a score: give the setting 'score'"),
        Case(c => c with { Ordering = Ordering.Anti, Score = null }, "The ordering 'anti' needs a score"),
        Case(c => c with { Ordering = Ordering.Standard }, "the ordering 'standard' reads none"),
        Case(c => c with { Ordering = Ordering.Random }, "neither the ordering 'random' nor the pacing 'fixed-exp"),
        Case(c => By(c, "cross-validated-loss(folds=4294967298)"), "folds must be at most 2147483647"),
        Case(c => By(c, "random(seed=1e30)"), "seed must be at most 9007199254740992"),
        Case(c => By(c, "cross-validated-loss(epochs=2,steps=9)"), "epochs and steps are both given"),
        Case(c => Paced(c, "threshold(from=0.1,to=1)"), "give the setting 'balance' none"),
        Case(
            c => Paced(c, "threshold(from=0.1,to=1)") with
            {
                Ordering = Ordering.Random,
                Score = null,
                Balance = ClassBalance.None,
            },
            "needs a score, whose thresholds it goes by"),
    ];

    [TestCaseSource(nameof(Wrong))]
    public void Check_Wrong_SaysWhat(Func<CurriculumConfig, CurriculumConfig> change, string message) => Assert.That(
        () => (Config with { Curriculum = change(Config.Curriculum) }).Check(),
        Throws.TypeOf<InputException>().With.Message.Contains(message));

    [Test]
    public void Config_AsJson_ReadsBack()
    {
        string path = Folder.File("config.json");
        File.WriteAllText(path, Config.ToJson());
        Assert.That(RunConfig.Load(path).ToJson(), Is.EqualTo(Config.ToJson()));
    }

    [Test]
    public void Run_OfACurriculum_TracesItsSizesAndReadsTheTestSetOnceAtTheEnd()
    {
        RunConfig config = Config with { EvaluateEvery = 2 };
        RunFolder place = Run(config, Scores(config));
        Assert.That(
            TraceFile.Read(place.Trace).Select(point => (point.Step, point.Visible)),
            Is.EqualTo(new[] { (0L, 40), (2L, 80), (4L, 160), (6L, 200), (8L, 200) }));
        IReadOnlyList<MetricsRow> rows = MetricsFile.Read(place.Metrics);
        Assert.That(rows.Select(row => row.Test is not null), Is.EqualTo(new[] { false, false, false, false, true }));
        Assert.That(rows.Select(row => row.Visible), Is.EqualTo(new[] { 40, 40, 80, 160, 200 }));
        Assert.That(RunOutcome.Load(place.Outcome).Test.Loss, Is.EqualTo(rows[^1].Test!.Value.Loss).Within(1e-5));
    }

    [Test]
    public void Run_Again_DrawsTheSameOrder()
    {
        byte[] once = File.ReadAllBytes(Run(Config, Scores(Config)).Weights);
        Assert.That(File.ReadAllBytes(Run(Config, Scores(Config)).Weights), Is.EqualTo(once));
        RunConfig anti = Config with { Curriculum = Config.Curriculum with { Ordering = Ordering.Anti } };
        Assert.That(File.ReadAllBytes(Run(anti, Scores(anti)).Weights), Is.Not.EqualTo(once));
    }

    [Test]
    public void Run_SelfPaced_OrdersAnewAsTheModelLearns()
    {
        RunConfig config = Config with
        {
            Curriculum = Config.Curriculum with { Score = new SelfPacedScore(Every: 3) },
            Training = Config.Training with { Steps = 7 },
        };
        Assert.That(Scores(config), Is.Null);
        RunConfig once = config with { Curriculum = By(config.Curriculum, "self-paced(every=100)") };
        byte[] often = File.ReadAllBytes(Run(config, null).Weights);
        Assert.That(File.ReadAllBytes(Run(config, null).Weights), Is.EqualTo(often));
        Assert.That(File.ReadAllBytes(Run(once, null).Weights), Is.Not.EqualTo(often));
    }

    [Test]
    public void SelfPaced_Order_IsByTheModelsLoss()
    {
        ImageData data = Config.Data.Load();
        CurriculumConfig selfPaced = Config.Curriculum with
        {
            Score = new SelfPacedScore(),
            Balance = ClassBalance.None,
        };
        RunCurriculum curriculum = new(selfPaced, Config.Training, data.Train, null);
        double[] losses = [.. Enumerable.Range(0, 200).Select(i => (double)((i * 37) % 200))];
        curriculum.Rescore(losses);
        Assert.That(curriculum.Order.Select(i => losses[i]), Is.Ordered);
    }

    [Test]
    public void MissingClasses_WithoutBalance_AreNamed()
    {
        RunConfig config = Config with { Curriculum = Config.Curriculum with { Balance = ClassBalance.None } };
        ImageData data = config.Data.Load();
        double[] byClass = [.. data.Train.Labels.Select(label => (double)label)];
        ScoreTable scores = Scores(config)! with { Values = byClass };
        using (TrainingRun run = Create(config, data, scores))
        {
            Assert.That(
                run.MissingClasses, Does.StartWith("The first 40 visible images lack 16 of 20 classes: square-solid, "));
            Assert.That(run.MissingClasses, Does.EndWith(" and 6 more."));
        }

        using TrainingRun balanced = Create(Config, data, scores);
        Assert.That(balanced.MissingClasses, Is.Null);
    }

    [Test]
    public void Warnings_OfInSampleScoresAndCleanTeachers_SaySo()
    {
        ScoreTable scores = Scores(Config)!;
        Assert.That(ScoreSource.Warnings(scores), Is.Empty);
        ScoreTable suspect = scores with { Origin = scores.Origin with { InSample = true, SawOtherLabels = true } };
        Assert.That(ScoreSource.Warnings(suspect), Is.EqualTo(new[]
        {
            "The score 'truth' is in-sample: its model was trained on images that it scores, so it ranks memorisation "
                + "too.",
            "The score 'truth' comes from a teacher that saw other labels of these images: with noisy labels, the "
                + "teacher saw clean labels.",
        }));
    }

    [TestCase("exponential(a=2,b=0.2)", "gets no further than 20.5 % of the images, 41 of 200 at the last step")]
    [TestCase("fixed-exponential(start=0.2,increase=1,length=2)", "gets no further than 20 % of the images, 40 of 200")]
    [TestCase("linear(a=0.8,b=0.2)", null)]
    public void Warnings_OfAPacingThatNeverShowsAll_NameTheShare(string pacing, string? message)
    {
        RunConfig config = Config with { Curriculum = Paced(Config.Curriculum, pacing) };
        using TrainingRun run = Create(config, config.Data.Load(), Scores(config));
        Assert.That(run.Warnings, message is null ? Is.Empty : Has.One.Contains(message));
    }

    [Test]
    public void Run_ThresholdUnderAllScores_IsRefusedOrWarnedOf()
    {
        ImageData data = Config.Data.Load();
        ScoreTable scores = Scores(Config)! with { Values = [.. Enumerable.Range(0, 200).Select(i => 1.5 + i)] };
        Assert.That(() => Create(Threshold(0, 1), data, scores), Refused.With(
            "No image ever meets the pacing 'threshold(from=0,to=1)'", "the scores are 1.5 to 200.5"));
        Assert.That(Directory.GetDirectories(Folder.Path), Is.Empty);
        using TrainingRun late = Create(Threshold(0, 900), data, scores);
        Assert.That(late.Warnings, Has.One.Contains(
            "At the first step no image meets the pacing 'threshold(from=0,to=900)', since the least score is 1.5: a "
            + "batch is shown in its place, the first 10 images."));
        using TrainingRun met = Create(Threshold(1.5, 900), data, scores);
        Assert.That(met.Warnings, Has.None.Contains("first step"));
    }

    // At 80 % of the steps everything is visible, and the cosine has come to its end.
    [TestCase("cosine", "visible-share", "standard", "The learning rate is 0 at all 8 steps: nothing is learnt")]
    [TestCase("cosine", "visible-share", "curriculum", "The learning rate is 0 at 2 of 8 steps: nothing is learnt")]
    [TestCase("step(every=3,gamma=0)", "step", "standard", "The learning rate is 0 at 5 of 8 steps: nothing is learnt")]
    [TestCase("cosine(min=1e-6)", "visible-share", "standard", null)]
    [TestCase("cosine", "step", "standard", null)]
    public void Warnings_OfALearningRateOfZero_CountItsSteps(
        string schedule, string by, string ordering, string? message)
    {
        bool standard = ordering == "standard";
        RunConfig config = Config with
        {
            Training = Config.Training with
            {
                LearningRate = new LearningRateConfig
                {
                    Schedule = LearningRateSchedule.Catalog.Parse(schedule),
                    By = LearningRateConfig.Indices.Parse(by).Value,
                },
            },
            Curriculum = standard ? new CurriculumConfig() : Config.Curriculum,
        };
        using TrainingRun run = Create(config, config.Data.Load(), standard ? null : Scores(config));
        Assert.That(run.Warnings, message is null ? Is.Empty : Has.One.StartsWith(message));
    }

    private static CurriculumConfig Paced(CurriculumConfig config, string pacing) =>
        config with { Pacing = PacingFunction.Catalog.Parse(pacing) };

    private static CurriculumConfig By(CurriculumConfig config, string score) =>
        config with { Score = ScoringFunction.Parse(score) };

    private static TestCaseData Case(Func<CurriculumConfig, CurriculumConfig> change, string message) =>
        new TestCaseData(change, message).SetArgDisplayNames(message);

    private static RunConfig Threshold(double from, double to) => Config with
    {
        Curriculum = Paced(Config.Curriculum, FormattableString.Invariant($"threshold(from={from},to={to})")) with
        {
            Balance = ClassBalance.None,
        },
    };

    private static ScoreTable? Scores(RunConfig config)
    {
        ImageSet train = config.Data.Load().Train;
        return ScoreSource.Find(config.Curriculum, () => new ScoringContext(
            TestDevices.Get("cpu"), train, ScoringContext.RecipeFor(config.Training), _ => { },
            CancellationToken.None));
    }

    private RunFolder Run(RunConfig config, ScoreTable? scores)
    {
        using TrainingRun run = Create(config, config.Data.Load(), scores);
        return RunFolder.At(run.Run(QuietRunObserver.Instance, CancellationToken.None).Folder);
    }

    private TrainingRun Create(RunConfig config, ImageData data, ScoreTable? scores) =>
        new(TestDevices.Get("cpu"), config, data, scores, () => RunFolder.Create(Folder.Path, "run"));
}
