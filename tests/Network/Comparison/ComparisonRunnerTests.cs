using System.Collections.Concurrent;
using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Data.Curriculum.Pacing;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Datasets.Shapes;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Network.Comparison;
using IlgpuCnn.Network.Curriculum;
using IlgpuCnn.Network.Runs;
using IlgpuCnn.Network.Scores;
using IlgpuCnn.Network.Training;
using IlgpuCnn.Network.Training.Schedules;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Network.Comparison;

public sealed class ComparisonRunnerTests : InTemporaryFolder
{
    private static readonly PacingFunction Pacing = new FixedExponentialPacing(Start: 0.25, Increase: 2, Length: 3);

    private const int Stop = 3;

    // Two arms and two seeds: four runs.
    private static ComparisonPlan Plan => FourArms with { Arms = [FourArms.Arms[0], FourArms.Arms[3]], Seeds = 2 };

    private static ComparisonPlan FourArms => new(
        "ilgpucnn compare",
        new RunConfig
        {
            Data = new DataConfig { Source = new ShapesDataset(120, 40), Validation = 0.2 },
            Training = new TrainingRecipe { Model = TinyNetwork.Component, BatchSize = 20, Steps = 8 },
            EvaluateEvery = 4,
        },
        Arm.Product(
            new CurriculumConfig(), [Ordering.Curriculum, Ordering.Anti, Ordering.Random], [new TruthScore()],
            [Pacing]),
        Seeds: 1);

    [Test]
    public void Product_SameUnderTwoSpellings_IsRefused()
    {
        CurriculumConfig common = new();
        Assert.That(
            () => Arm.Product(
                common, [Ordering.Curriculum], ScoringFunctions("edges", "Edges(threshold=none)"), [Pacing]),
            Refused.With("The score 'edges' is given twice, once as 'edges(threshold=none)'"));
        Assert.That(
            () => Arm.Product(
                common, [Ordering.Random], [new TruthScore()],
                [PacingFunction.Catalog.Parse("linear"), PacingFunction.Catalog.Parse("linear(a=0.8)")]),
            Refused.With("The pacing function 'linear' is given twice, once as 'linear(a=0.8)'"));

        static Component<ScoringFunction>[] ScoringFunctions(params string[] texts) =>
            [.. texts.Select(ScoringFunction.Parse)];
    }

    [Test]
    public void Run_EveryArm_TakesEqualStepsAndExamples()
    {
        ComparisonResults results = Run(FourArms, new Recorder());
        Assert.That(results.Arms.Select(arm => arm.Name), Is.EqualTo(new[]
        {
            "standard", "curriculum truth", "anti truth", "random",
        }));
        ArmRun[] runs = [.. results.Arms.SelectMany(arm => arm.Runs)];
        Assert.That(runs.Select(run => run.Images), Is.All.EqualTo(8 * 20));
        Assert.That(runs.Select(run => run.Curve.Select(point => point.Step)), Is.All.EqualTo(new[] { 4, 8 }));
        Assert.That(runs.Select(run => run.Train.Count), Is.All.EqualTo(100));
        Assert.That(results.Steps, Is.EqualTo(8));
        Assert.That(results.SameLearningRates, Is.True);
        Assert.That(results.CurveSplit, Is.EqualTo("validation"));
    }

    [Test]
    public void Run_PacedArms_SeeTheirPacing()
    {
        ComparisonResults results = Run(FourArms, new Recorder());
        foreach (ArmResults arm in results.Arms)
        {
            int[] sizes = arm.Name == "standard" ? [100, 100] : [25, 50, 100, 100];
            foreach (ArmRun run in arm.Runs)
                Assert.That(run.Trace.Select(point => point.Visible), Is.EqualTo(sizes), arm.Name);
        }
    }

    [Test]
    public void Run_EveryArm_StartsASeedWithTheSameWeights()
    {
        ImageData data = Plan.Common.Data.Load();
        List<float[]> weights = [];
        foreach (Arm arm in Plan.Arms)
        {
            using TrainingRun run = new(
                TestDevices.Get("cpu"), arm.Configure(Plan.Common, 7), data, null,
                () => RunFolder.At(Folder.File(arm.FolderName)).Clear());
            weights.Add(run.Network.Parameters.Values.GetAsArray(run.Network.Device.Stream));
        }

        Assert.That(weights[1], Is.EqualTo(weights[0]));
    }

    [Test]
    public void Run_Again_ReadsWhatIsFinished()
    {
        Recorder first = new();
        Recorder second = new();
        ComparisonPlan plan = FourArms with { Arms = [.. FourArms.Arms.Take(2)] };
        ComparisonResults once = Run(plan, first);
        ComparisonResults again = Run(plan with { Seeds = 2 }, second);
        Assert.That(first.Started, Has.Count.EqualTo(2));
        Assert.That(first.Messages, Has.Some.Contains("Scoring"));
        Assert.That(second.Started.Select(run => run.Seed), Is.EqualTo(new ulong[] { 2, 2 }));
        Assert.That(second.Messages, Has.None.Contains("Scoring"));
        Assert.That(Losses(again).Where((_, i) => i % 2 == 0), Is.EqualTo(Losses(once)));
    }

    [Test]
    public void Run_Interrupted_GoesOnToTheSameResults()
    {
        ComparisonResults whole = Run(Plan, new Recorder(), "whole");
        using CancellationTokenSource source = new();
        Recorder interrupted = new() { OnDone = done => Cancel(source, done) };
        Assert.That(
            () => Run(Plan, interrupted, cancellation: source.Token), Throws.InstanceOf<OperationCanceledException>());
        Recorder rest = new();
        ComparisonResults finished = Run(Plan, rest);
        Assert.That(rest.Started, Has.Count.EqualTo(4 - Stop));
        Assert.That(Losses(finished), Is.EqualTo(Losses(whole)));
    }

    [Test]
    public void Run_TwoJobs_GiveTheBitsOfOne() => Assert.That(
        Losses(Run(Plan with { Jobs = 2 }, new Recorder(), "two")), Is.EqualTo(Losses(Run(Plan, new Recorder()))));

    [Test]
    public void Run_ArmsWithSchedulesOfTheirOwn_AreKnownByTheirTraces()
    {
        Arm[] arms = [Arm.Standard, Plan.Arms[1] with { Schedule = new CosineSchedule(0) }];
        ComparisonResults own = Run(Plan with { Arms = arms }, new Recorder(), "own");
        ComparisonResults replayed = Run(
            Plan with { Arms = arms, LearningRatesOf = "standard", Jobs = 2 }, new Recorder(), "replayed");
        Assert.That(own.SameLearningRates, Is.False);
        Assert.That(replayed.SameLearningRates, Is.True);
        Assert.That(
            replayed.Arms[1].Runs[0].Trace.Select(point => point.LearningRate), Is.All.EqualTo(1e-3));
        Assert.That(replayed.Arms[1].Runs[0].Trace.Select(point => point.Visible), Is.EqualTo(new[] { 25, 50, 100, 100 }));
    }

    [Test]
    public void Run_ScheduleByVisibleShare_IsOfUnequalLearningRates()
    {
        ComparisonPlan plan = Plan with
        {
            Common = With(Plan.Common, new LearningRateConfig
            {
                Schedule = LearningRateSchedule.Catalog.Parse("cosine"),
                By = ScheduleIndex.VisibleShare,
            }),
            Seeds = 1,
        };
        Recorder recorder = new();
        ComparisonResults results = Run(plan, recorder);
        Assert.That(results.SameLearningRates, Is.False);

        // Everything is visible to standard from the first step on, to the other from step 6 on.
        const string warning = "The learning rate is 0 at all 8 steps of standard and at 2 of 8 steps of random: nothing "
            + "is learnt in them; give the schedule 'cosine' a least rate, such as min=1E-05, or leave out the setting "
            + "'lr-by'.";
        Assert.That(results.Warnings[0], Is.EqualTo(warning));
        Assert.That(recorder.Messages, Has.Some.EqualTo("Warning: " + warning));
        ComparisonResults replayed = Run(plan with { LearningRatesOf = "standard" }, new Recorder(), "replayed");
        Assert.That(replayed.Warnings[0], Does.StartWith("The learning rate is 0 at all 8 steps of standard, random: "));
    }

    [Test]
    public void Run_PacingThatNeverShowsAll_WarnsOnceOfAllItsArms()
    {
        CurriculumConfig paced = new() { Pacing = new LinearPacing(A: 2, B: 0.2) };
        ComparisonPlan plan = Plan with
        {
            Arms = Arm.Product(paced, [Ordering.Curriculum, Ordering.Random], [new TruthScore()], [paced.Pacing]),
            Seeds = 1,
        };
        Assert.That(Run(plan, new Recorder()).Warnings, Is.EqualTo(new[]
        {
            "curriculum truth, random: The pacing 'linear(a=2,b=0.2)' gets no further than 55 % of the images, 55 of 100 "
                + "at the last step: the others are never trained on.",
        }));
    }

    [Test]
    public void Run_Budget_CutsTheSteps() =>
        Assert.That(Run(Plan with { Budget = 0.25, Seeds = 1 }, new Recorder()).Steps, Is.EqualTo(2));

    [Test]
    public void Run_OneArmWithFewerSeeds_RunsThoseOnly()
    {
        Arm[] arms = [Arm.Standard, Plan.Arms[1] with { Seeds = 1 }];
        ComparisonResults results = Run(Plan with { Arms = arms }, new Recorder());
        Assert.That(results.Arms.Select(arm => arm.Runs.Count), Is.EqualTo(new[] { 2, 1 }));
    }

    [Test]
    public void Run_InAFolderOfSomethingElse_Refuses()
    {
        ComparisonPlan plan = Plan with { Arms = [Arm.Standard], Seeds = 1 };
        Run(plan, new Recorder());
        Assert.That(
            () => Run(plan with { Common = With(plan.Common, new LearningRateConfig { Base = 0.1 }) }, new Recorder()),
            Throws.TypeOf<InputException>().With.Message.Contains("holds a comparison of another configuration"));
        Assert.That(
            () => Run(plan with { Arms = [Arm.Standard with { LearningRate = 0.1 }] }, new Recorder()),
            Throws.TypeOf<InputException>().With.Message.Contains("a finished run of another configuration"));
        DataConfig noisy = plan.Common.Data with { LabelNoise = 0.4 };
        Assert.That(
            () => Run(plan with { Common = plan.Common with { Data = noisy } }, new Recorder()),
            Throws.TypeOf<InputException>().With.Message.Contains("holds a comparison on other data"));
    }

    private static IEnumerable<TestCaseData> Damages()
    {
        yield return Damage("result.json", text => text[..(text.Length / 2)], "is not the whole result");
        yield return Damage("result.json", _ => "", "is not the whole result");
        yield return Damage("result.json", _ => "{}", "is not the whole result");
        yield return Damage("result.json", text => text.Replace("\"Steps\": 8", "\"Steps\": 7"), "is of 7 steps");
        yield return Damage("metrics.csv", text => text[..^1], "its last line, 4, is cut off");
        yield return Damage("metrics.csv", text => text[..^12], "its last line, 4, is cut off");
        yield return Damage("metrics.csv", text => Lines(text, 1, 2, 3), "lacks the evaluation after step 8");
        yield return Damage("metrics.csv", text => Lines(text, 1, 2, 4), "lacks the evaluation after step 4");
        yield return Damage("metrics.csv", text => text.Replace("\n8,", "\n8,x"), "is damaged in line 4: '8,x");
        yield return Damage("metrics.csv", _ => "", "is not the metrics.csv of a run");
        yield return Damage("trace.csv", text => Lines(text, 1, 2), "trace.csv' ends at step 0 of 8");
        yield return Damage("trace.csv", text => text[..^3], "its last line, 3, is cut off");
        yield return Damage("trace.csv", text => Lines(text, 1), "trace.csv' is damaged: it has no rows");
        yield return Damage("config.json", text => text[..(text.Length / 2)], "config.json' can't be read");
    }

    private static TestCaseData Damage(string file, Func<string, string> damage, string message) =>
        new TestCaseData(file, damage, message).SetArgDisplayNames(file, message);

    private static string Lines(string text, params int[] numbers) =>
        string.Concat(numbers.Select(number => text.Split('\n')[number - 1] + "\n"));

    [TestCaseSource(nameof(Damages))]
    public void Run_WhereAFinishedRunIsDamaged_SaysWhichFileBeforeAnythingElseRuns(
        string file, Func<string, string> damage, string message)
    {
        ComparisonPlan plan = Plan with { Arms = [Arm.Standard], Seeds = 1 };
        Run(plan, new Recorder());
        string run = Path.Combine(Folder.File("runs"), "standard", "seed-1");
        string path = Path.Combine(run, file);
        string whole = File.ReadAllText(path);
        File.WriteAllText(path, damage(whole));
        Recorder recorder = new();
        Assert.That(
            () => Run(plan with { Seeds = 2 }, recorder),
            Refused.With(path, message, $"delete the folder '{run}' to have that run made again"));
        Assert.That(recorder.Started, Is.Empty);
    }

    [Test]
    public void Create_InAFolderThatIsInUse_RefusesUntilItIsFree()
    {
        ComparisonPlan plan = Plan with { Arms = [Arm.Standard], Seeds = 1 };
        using (Create(plan, new Recorder()))
        {
            Assert.That(
                () => Create(plan, new Recorder()),
                Refused.With("Another comparison is running in", "name another folder with the setting 'output'"));
        }

        RunConfig other = With(plan.Common, new LearningRateConfig { Base = 0.1 });
        Assert.That(
            () => Create(plan with { Common = other }, new Recorder()), Refused.With("of another configuration"));
        Assert.That(() => Create(plan, new Recorder()).Dispose(), Throws.Nothing, "who was refused keeps nobody out");
        Assert.That(File.Exists(Path.Combine(Folder.File("runs"), "lock")), Is.False);
    }

    [Test]
    public void Run_Diverging_SaysWhichRunAndKeepsTheOthers()
    {
        Arm[] arms = [Arm.Standard, Plan.Arms[1] with { LearningRate = 1e30 }];
        ComparisonPlan plan = Plan with { Arms = arms, Seeds = 1 };
        Assert.That(
            () => Run(plan, new Recorder()),
            Throws.TypeOf<InputException>().With.Message.StartsWith("random, seed 1: "));
        Recorder again = new();
        Assert.That(() => Run(plan, again), Throws.TypeOf<InputException>());
        Assert.That(again.Started.Select(run => run.Arm), Is.EqualTo(new[] { "random" }));
    }

    // Of one's own code; on a thread of its own it would end the process.
    [Test]
    public void Run_ComponentThatThrows_ThrowsItToTheCaller()
    {
        ThrowingObserver observer = new();
        using ComparisonRunner runner = new(
            Plan, Plan.Common.Data.Load(), Folder.File("runs"), _ => DeviceCatalog.OpenCpu(threads: 1), observer);
        Assert.That(() => runner.Run(default), Throws.TypeOf<DivideByZeroException>());
    }

    private static IEnumerable<Func<ComparisonPlan, (ComparisonPlan Plan, string Message)>> WrongPlans =>
    [
        plan => (plan with { Seeds = 0 }, "The number of seeds is 0"),
        plan => (plan with { Common = LastSeed(plan.Common) }, "2 seeds from there on would pass"),
        plan => (plan with { Jobs = 0 }, "The number of jobs is 0"),
        plan => (plan with { Budget = 1.5 }, "The budget is 1.5"),
        plan => (plan with { Arms = [Arm.Standard, Arm.Standard] }, "Two arms would share the folder 'standard'"),
        plan => (plan with { LearningRatesOf = "standart" }, "There is no arm 'standart'"),
        plan => (plan with { Common = new RunConfig() }, "without a validation split"),
    ];

    [TestCaseSource(nameof(WrongPlans))]
    public void Run_WrongPlan_SaysWhat(Func<ComparisonPlan, (ComparisonPlan Plan, string Message)> wrong)
    {
        (ComparisonPlan plan, string message) = wrong(Plan);
        Assert.That(
            () => Run(plan, new Recorder()), Throws.TypeOf<InputException>().With.Message.Contains(message));
        Assert.That(Directory.Exists(Folder.File("runs")), Is.False);
    }

    private static RunConfig LastSeed(RunConfig config) =>
        config with { Training = config.Training with { Seed = ulong.MaxValue } };

    private static RunConfig With(RunConfig config, LearningRateConfig learningRate) =>
        config with { Training = config.Training with { LearningRate = learningRate } };

    private static void Cancel(CancellationTokenSource source, int done)
    {
        if (done == Stop)
            source.Cancel();
    }

    private static double[] Losses(ComparisonResults results) =>
        [.. results.Arms.SelectMany(arm => arm.Runs).Select(run => run.Test.Loss)];

    private ComparisonResults Run(
        ComparisonPlan plan, Recorder recorder, string name = "runs", CancellationToken cancellation = default)
    {
        using ComparisonRunner runner = Create(plan, recorder, name);
        return runner.Run(cancellation);
    }

    private ComparisonRunner Create(ComparisonPlan plan, Recorder recorder, string name = "runs") => new(
        plan, plan.Common.Data.Load(), Folder.File(name), _ => DeviceCatalog.OpenCpu(threads: 1), recorder);

    private sealed class ThrowingObserver : IComparisonObserver
    {
        public void OnMessage(string message)
        {
        }

        public IRunObserver? OnRun(Arm arm, ulong seed) => throw new DivideByZeroException();

        public void OnFinished(Arm arm, ulong seed, RunOutcome outcome, int done, int all)
        {
        }
    }

    private sealed class Recorder : IComparisonObserver
    {
        public ConcurrentQueue<(string Arm, ulong Seed)> Started { get; } = [];

        public ConcurrentQueue<string> Messages { get; } = [];

        public Action<int> OnDone { get; init; } = _ => { };

        public void OnMessage(string message) => Messages.Enqueue(message);

        public IRunObserver? OnRun(Arm arm, ulong seed)
        {
            Started.Enqueue((arm.Name, seed));
            return null;
        }

        public void OnFinished(Arm arm, ulong seed, RunOutcome outcome, int done, int all) => OnDone(done);
    }
}
