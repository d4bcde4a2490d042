using System.Diagnostics;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Data.Scores;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Network.Checkpoints;
using IlgpuCnn.Network.Curriculum;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Network.Runs;

/// <summary>
/// One training run from a configuration to its folder: config.json, metrics.csv, trace.csv, model.safetensors and,
/// when it has come to its end, result.json. Owns the data and the network on the device; not the device.
/// </summary>
public sealed class TrainingRun : IDisposable
{
    /// <summary>Most examples of an evaluation's pass.</summary>
    internal const int EvaluationBatch = 256;

    private const int ReadEvery = 20;

    private readonly RunConfig config;
    private readonly RunFolder folder;
    private readonly RunCurriculum curriculum;
    private readonly PreparedNetwork prepared;
    private readonly DeviceImages? validation;
    private readonly DeviceImages test;
    private readonly Trainer trainer;
    private readonly Evaluator evaluator;

    /// <summary>Puts the data on the device, builds and initialises the network, and makes the folder.</summary>
    /// <param name="device">Where it trains.</param>
    /// <param name="config">How.</param>
    /// <param name="data">The data that the configuration names.</param>
    /// <param name="scores">The scores that the configuration names, where its order goes by some.</param>
    /// <param name="makeFolder">Makes the folder; called last.</param>
    /// <exception cref="InputException">Something asked for can't be had; no folder is made then.</exception>
    public TrainingRun(
        ComputeDevice device, RunConfig config, ImageData data, ScoreTable? scores, Func<RunFolder> makeFolder)
    {
        config.Check();
        this.config = config;
        Data = data;
        TrainingRecipe recipe = config.Training;
        curriculum = new RunCurriculum(config.Curriculum, recipe, data.Train, scores);
        RunMemory.Of(device, recipe, data).RequireFits($"{device}", device.MemoryBytes);
        prepared = new PreparedNetwork(device, data.Train, recipe, EvaluationBatch);
        validation = Data.Validation is null ? null : prepared.Upload(Data.Validation);
        test = prepared.Upload(Data.Test);
        Train.SetOrder(curriculum.Order);
        trainer = new Trainer(
            Network, Train, recipe, curriculum.Visible, RunLearningRates.Of(config, curriculum.Visible.Count));
        evaluator = new Evaluator(Network, EvaluationBatch);
        Warnings =
        [
            .. curriculum.Warnings(),
            .. ZeroRateSteps.Warning([("", config, ZeroRateSteps.Of(config, curriculum))]) is { } rates
                ? (string[])[rates] : [],
        ];
        folder = makeFolder();
        folder.WriteConfig(config);
        folder.WriteClasses(data.Train.ClassNames);
        if (config.Curriculum.GoesByScores)
            ScoreProvenance.Note(folder.ScoresNote, config.Curriculum);
    }

    /// <summary>The images.</summary>
    public ImageData Data { get; }

    /// <summary>The network.</summary>
    public Sequential Network => prepared.Network;

    /// <summary>Steps of the run.</summary>
    public long Steps => trainer.Steps;

    /// <summary>Steps of an epoch.</summary>
    public int StepsPerEpoch => trainer.Length.StepsPerEpoch;

    /// <summary>In which order the images become visible, in words.</summary>
    public string Ordering => config.Curriculum.ToString();

    /// <summary>A sentence on classes that the first visible images lack; null where there is none.</summary>
    public string? MissingClasses => curriculum.MissingClasses();

    /// <summary>Sentences on what the run can't show or learn, known before its first step.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Whether the last evaluation's probabilities are handed out with the result.</summary>
    public bool KeepProbabilities { get; init; }

    /// <summary>Where the files go.</summary>
    public string Folder => folder.Path;

    /// <summary>Trains to the end, or until cancelled; either way the folder holds the last weights.</summary>
    /// <exception cref="InputException">
    /// The loss is no longer a number: the folder keeps the last good weights.
    /// </exception>
    public RunResult Run(IRunObserver observer, CancellationToken cancellation)
    {
        long evaluateEvery = config.EvaluateEvery ?? StepsPerEpoch;
        using MetricsFile file = new(folder.Metrics);
        using TraceFile trace = new(folder.Trace);
        SaveWeights();
        observer.OnStarted(this);
        Stopwatch clock = Stopwatch.StartNew();
        TimeSpan evaluating = TimeSpan.Zero;
        MeanOf mean = new();
        while (!trainer.IsDone && !cancellation.IsCancellationRequested)
        {
            Rescore();
            trainer.Step();
            trace.Add(trainer.Last);
            bool last = trainer.IsDone;
            bool evaluate = last || trainer.StepsDone % evaluateEvery == 0;
            if (!evaluate && trainer.StepsDone % ReadEvery != 0 && trainer.StepsDone != 1)
                continue;

            bool report = evaluate || trainer.StepsDone == 1;
            Gather(mean, report ? trainer.ReadMetrics() : trainer.ArrivedMetrics());
            TimeSpan training = clock.Elapsed - evaluating;
            if (mean.Count > 0)
                observer.OnProgress(Progress(mean, trainer.ImagesSeen / training.TotalSeconds));
            if (!report)
                continue;

            Evaluation? onValidation = evaluate && validation is not null ? evaluator.Evaluate(validation) : null;
            float[]? probabilities = null;
            Evaluation? onTest = last || (evaluate && config.TraceTest)
                ? Test(last && KeepProbabilities, out probabilities) : null;
            file.Add(Row(mean, training, onValidation, onTest));
            mean = new MeanOf();
            if (evaluate)
            {
                SaveWeights();
                observer.OnEvaluated(new RunEvaluation(trainer.StepsDone, Epoch, onValidation, onTest));
            }

            if (last)
            {
                return Finished(trace, training, onValidation, onTest!.Value, clock.Elapsed) with
                {
                    Probabilities = probabilities,
                };
            }

            evaluating = clock.Elapsed - training;
        }

        return Cancelled(file, mean, clock.Elapsed, evaluating);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        trainer.Dispose();
        evaluator.Dispose();
        prepared.Dispose();
        validation?.Dispose();
        test.Dispose();
    }

    private double Epoch => (double)trainer.StepsDone / StepsPerEpoch;

    private DeviceImages Train => prepared.Images;

    // The model in training scores its images, where the order goes by that.
    private void Rescore()
    {
        try
        {
            curriculum.BeforeStep(trainer.StepsDone, evaluator, Train);
        }
        catch (NotFiniteNumberException e)
        {
            throw Diverged($"At step {trainer.StepsDone}, {e.Message}");
        }
    }

    private Evaluation Test(bool keep, out float[]? probabilities)
    {
        if (keep)
            return evaluator.Evaluate(test, out probabilities);
        probabilities = null;
        return evaluator.Evaluate(test);
    }

    private RunResult Finished(
        TraceFile trace, TimeSpan training, Evaluation? onValidation, Evaluation onTest, TimeSpan elapsed)
    {
        Evaluation? onTrain = config.EvaluateTrain ? evaluator.Evaluate(Train) : null;
        trace.End(trainer.StepsDone);
        new RunOutcome(
            trainer.StepsDone, trainer.ImagesSeen, training.TotalSeconds, onTrain, onValidation, onTest)
            .Save(folder.Outcome);
        double rate = trainer.ImagesSeen / training.TotalSeconds;
        return new RunResult(
            folder.Path, trainer.StepsDone, false, onTrain, onValidation, onTest, rate, elapsed);
    }

    private RunResult Cancelled(MetricsFile file, MeanOf mean, TimeSpan elapsed, TimeSpan evaluating)
    {
        Gather(mean, trainer.ReadMetrics());
        if (mean.Count > 0)
            file.Add(Row(mean, elapsed - evaluating, null, null));
        SaveWeights();
        double rate = trainer.ImagesSeen / Math.Max(1e-9, (elapsed - evaluating).TotalSeconds);
        return new RunResult(folder.Path, trainer.StepsDone, true, null, null, null, rate, elapsed);
    }

    private void Gather(MeanOf mean, IReadOnlyList<StepMetrics> metrics)
    {
        foreach (StepMetrics step in metrics)
        {
            if (!double.IsFinite(step.Loss))
                throw Diverged(FormattableString.Invariant($"The loss is {step.Loss} at step {step.Step + 1}"));
            mean.Add(step);
        }
    }

    private RunProgress Progress(MeanOf mean, double rate)
    {
        double left = (trainer.Steps - trainer.StepsDone) * (double)trainer.Length.BatchSize / rate;
        return new RunProgress(
            trainer.StepsDone, trainer.Steps, Epoch, mean.Loss, mean.Accuracy,
            trainer.Last.LearningRate, rate, TimeSpan.FromSeconds(left));
    }

    private MetricsRow Row(MeanOf mean, TimeSpan training, Evaluation? onValidation, Evaluation? onTest) => new(
        trainer.StepsDone, Epoch, trainer.ImagesSeen, training.TotalSeconds, trainer.Last.Visible,
        trainer.Last.LearningRate, mean.Loss, mean.Accuracy, trainer.Penalty(), onValidation,
        onTest);

    private void SaveWeights()
    {
        CheckpointInfo info = new(
            Network.Name, Network.Input, Network.Architecture.LayerTexts, Data.Train.ClassNames,
            prepared.Statistics.Mean, prepared.Statistics.Deviation, trainer.StepsDone, config.Data.ToJson());
        try
        {
            Checkpoint.Save(folder.Weights, Network, info);
        }
        catch (NotFiniteNumberException e)
        {
            throw Diverged($"After step {trainer.StepsDone}, {e.Message.TrimEnd('.')}");
        }
    }

    private InputException Diverged(string what) => new(
        $"{what}: the run has stopped. Try a lower learning rate. The last good weights are in '{folder.Weights}'.");

    private sealed class MeanOf
    {
        private double losses;
        private long correct;

        public long Count { get; private set; }

        public double Loss => losses / Count;

        public double Accuracy => (double)correct / Count;

        public void Add(StepMetrics step)
        {
            losses += step.Loss * step.Count;
            correct += step.Correct;
            Count += step.Count;
        }
    }
}
