using IlgpuCnn.Data;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network;
using IlgpuCnn.Network.Models;
using IlgpuCnn.Network.Scores;
using IlgpuCnn.Tests.Reference;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Network.Scores;

/// <summary>Scores that one training run tells in passing.</summary>
public sealed class DynamicsScoreTests
{
    private const int Count = 200;
    private const int BatchSize = 48; // not a divisor of 200
    private const int StepsPerEpoch = 5;
    private const int Epochs = 6;
    private const int ErrorNormEpoch = 2;

    private static readonly DatasetOptions Options = new() { ShapesTrain = Count, ShapesTest = 40 };

    private static readonly TrainConfig Recipe =
        new() { Data = Options, BatchSize = BatchSize, Epochs = Epochs, Seed = 3 };

    private static readonly string[] Names =
        ["learned-epoch", "forgetting", "el2n", "confidence", "variability", "cumulative-accuracy"];

    private static readonly Lazy<ImageSet> Data = new(() => DatasetLoader.Load(Options).Train);

    private static readonly Lazy<DynamicsRecord> Run = new(() => DynamicsRun.Train(Context(Recipe), ErrorNormEpoch));

    private static readonly DynamicsRecord MadeUp = new()
    {
        Run = "a run by hand",
        Epochs = 4,
        ErrorNormEpoch = 1,
        Seen = [4, 4, 4],
        Correct = [0, 4, 3],
        Forgotten = [0, 0, 1],
        CorrectSince = [0, 1, 4],
        MeanProbability = [0.25f, 0.75f, 0.5f],
        SquaredDeviations = [0f, 1f, 0.25f],
        ErrorNorm = [1.25f, 0.5f, 0.75f],
    };

    [Test]
    public void Train_EveryImage_IsSeenOnceAnEpoch()
    {
        Assert.That(Run.Value.Seen, Is.All.EqualTo(Epochs));
        Assert.That(Run.Value.Epochs, Is.EqualTo(Epochs));
        Assert.That(Run.Value.ErrorNorm, Is.All.GreaterThan(0f).And.All.LessThanOrEqualTo(MathF.Sqrt(2)));
    }

    [Test]
    public void Train_Arrays_AreThoseOfTheLogitsOfEveryStep()
    {
        DynamicsReference reference = new(Count, Data.Value.ClassNames.Length);
        Watch(new Capture(reference, Data.Value.ClassNames.Length), Recipe);
        DynamicsRecord run = Run.Value;
        Assert.That(run.Seen, Is.EqualTo(reference.Seen));
        Assert.That(run.Correct, Is.EqualTo(reference.Correct));
        Assert.That(run.Forgotten, Is.EqualTo(reference.Forgotten));
        Assert.That(run.CorrectSince, Is.EqualTo(reference.CorrectSince));
        Close.To(reference.MeanProbability, run.MeanProbability, "mean probability");
        Close.To(reference.ErrorNorm(ErrorNormEpoch), run.ErrorNorm, "error norm");
        Close.To(reference.Deviation, [.. run.Variability().Select(value => (float)value)], "deviation");
        Assert.That(run.Correct.Distinct().Count(), Is.GreaterThan(2), "else nothing was learned or all at once");
    }

    [TestCaseSource(nameof(Names))]
    public void From_OneRun_IsFiniteAndSaysHow(string name)
    {
        ScoreResult result = Parse(name).From(Run.Value);
        Assert.That(result.Values, Has.Length.EqualTo(Count).And.All.Matches<double>(double.IsFinite));
        Assert.That(result.Values.Distinct().Count(), Is.GreaterThan(1));
        Assert.That(result.InSample, Is.True);
        Assert.That(
            result.Method,
            Does.EndWith(
                "in one run of seed over the images that are scored: 30 steps of 48 (6 epochs), adam, seed 3; "
                + "probabilities are of training mode (dropout on, before each update), since there is no second pass"));
    }

    [Test]
    public void Score_ByName_TrainsTheRunItself()
    {
        ScoreResult result = ScoringFunction.Parse($"el2n(epoch={ErrorNormEpoch})").Score(Context(Recipe));
        Assert.That(result.Values, Is.EqualTo(Run.Value.El2n()));
        Assert.That(result.Method, Does.Contain($"at epoch {ErrorNormEpoch}"));
    }

    [TestCase("learned-epoch", new double[] { 5, 1, 4 })]
    [TestCase("forgetting", new double[] { 4, 0, 1 })]
    [TestCase("el2n", new[] { 1.25, 0.5, 0.75 })]
    [TestCase("confidence", new[] { 0.75, 0.25, 0.5 })]
    [TestCase("variability", new[] { 0, 0.5, 0.25 })]
    [TestCase("cumulative-accuracy", new[] { 1, 0, 0.25 })]
    public void From_RunByHand_GivesTheHardestTheMost(string name, double[] expected) =>
        Assert.That(Parse(name).From(MadeUp).Values, Is.EqualTo(expected));

    [Test]
    public void From_RunOfAnotherEpoch_IsRefused() => Assert.That(
        () => Parse("el2n(epoch=3)").From(MadeUp),
        Throws.ArgumentException.With.Message.Contains("kept EL2N of epoch 1, not 3"));

    [Test]
    public void Train_RecipeThatAugments_IsRefused() => Assert.That(
        () => DynamicsRun.Train(Context(Recipe with { Augment = "flip,crop" })),
        Refused.With("'flip,crop'", "never made on randomly changed images"));

    [Test]
    public void Train_LessThanAnEpoch_IsRefused() => Assert.That(
        () => DynamicsRun.Train(Context(Recipe with { Steps = StepsPerEpoch - 1 })),
        Refused.With("every image at least once, which takes 5 steps", "has 4"));

    [Test]
    public void Train_EpochThatIsNotReached_IsRefused() => Assert.That(
        () => DynamicsRun.Train(Context(Recipe with { Steps = (2 * StepsPerEpoch) + 1 }), 3),
        Refused.With("at epoch 3", "2 whole epoch(s)"));

    [Test]
    public void Parse_EpochUnder1_IsRefused() =>
        Assert.That(() => Parse("el2n(epoch=0)"), Refused.With("epoch must be at least 1"));

    [Test]
    public void Train_RecipeOfIndependentBatches_ShufflesAllTheSame()
    {
        List<string> told = [];
        TrainConfig recipe = Recipe with { Sampling = "independent", FullBatches = true, Steps = StepsPerEpoch + 1 };
        DynamicsRecord run = DynamicsRun.Train(Context(recipe) with { Progress = told.Add });
        Assert.That(run.Seen.Sum(), Is.EqualTo(Count + BatchSize));
        Assert.That(run.Seen, Is.All.InRange(1, 2));
        Assert.That(run.Epochs, Is.EqualTo(2));
        Assert.That(run.ErrorNormEpoch, Is.EqualTo(1));
        Assert.That(told, Is.EqualTo(new[] { "training dynamics: epoch 1 of 2", "training dynamics: epoch 2 of 2" }));
    }

    [Test]
    public void Train_Cancelled_Stops() => Assert.That(
        () => DynamicsRun.Train(Context(Recipe) with { Cancellation = new CancellationToken(true) }),
        Throws.InstanceOf<OperationCanceledException>());

    [Test]
    public void Observer_OfTraining_ChangesNothing()
    {
        using DynamicsRecorder recorder = new(TestDevices.Get("cpu"), Count, 10, StepsPerEpoch, ErrorNormEpoch);
        Assert.That(Watch(recorder, Recipe), Is.EqualTo(Watch(null, Recipe)));
    }

    [Test]
    public void Observe_AfterTheFirst_AllocatesNoManagedMemory()
    {
        ComputeDevice device = TestDevices.Get("cpu");
        using DynamicsRecorder recorder = new(device, 20, 10, 1, 1);
        using Batch batch = new(device, 20, 2, 2, 3);
        using var logits = device.Allocate<float>(200);
        using var predictions = device.Allocate<int>(20);
        recorder.Observe(0, 1, logits.View, batch, predictions.View);
        long before = GC.GetAllocatedBytesForCurrentThread();
        recorder.Observe(1, 1, logits.View, batch, predictions.View);
        Assert.That(GC.GetAllocatedBytesForCurrentThread(), Is.EqualTo(before));
    }

    private static DynamicsScore Parse(string name) => (DynamicsScore)ScoringFunction.Parse(name);

    private static ScoringContext Context(TrainConfig recipe) => new(
        TestDevices.Get("cpu"), Data.Value, recipe, null, _ => { }, CancellationToken.None);

    // Trains as a run does, and gives the loss of every step.
    private static double[] Watch(IStepObserver? observer, TrainConfig config)
    {
        ComputeDevice device = TestDevices.Get("cpu");
        ImageSet set = Data.Value;
        ChannelStatistics statistics = ChannelStatistics.Of(set);
        Model model = ModelRegistry.Find(config.Model);
        using DeviceImages images = new(device, set, statistics.Mean, statistics.Deviation);
        using Sequential network = model.Build(
            device, new ImageShape(set.Height, set.Width, set.Channels), set.ClassNames.Length, config.BatchSize);
        Initializations.Apply(network, model.DefaultInitialization, config.Seed);
        using Trainer trainer = new(network, images, config) { Observer = observer };
        while (trainer.StepsDone < trainer.Steps)
            trainer.Step();
        return [.. trainer.ReadMetrics().Select(step => step.Loss)];
    }

    /// <summary>Reads back every step's logits, and has the reference see them.</summary>
    private sealed class Capture(DynamicsReference reference, int classes) : IStepObserver
    {
        public void Observe(long step, int count, Floats logits, Batch batch, Ints predictions)
        {
            AcceleratorStream stream = TestDevices.Get("cpu").Stream;
            float[] z = new float[count * classes];
            int[] labels = new int[count];
            int[] indices = new int[count];
            logits.SubView(0, z.Length).CopyToCPU(stream, z);
            batch.Labels.SubView(0, count).CopyToCPU(stream, labels);
            batch.Indices.SubView(0, count).CopyToCPU(stream, indices);
            reference.See((int)(step / StepsPerEpoch) + 1, z, labels, indices);
        }
    }
}
