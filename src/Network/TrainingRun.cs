using System.Diagnostics;
using System.Text.Json;
using IlgpuCnn.Data;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Models;

namespace IlgpuCnn.Network;

/// <summary>
/// One training run from a configuration to its folder: config.json, metrics.csv, model.safetensors. Owns the data and
/// the network on the device; not the device.
/// </summary>
public sealed class TrainingRun : IDisposable
{
    private const int ReadEvery = 20;
    private const int EvaluationBatch = 256;

    private readonly TrainConfig config;
    private readonly RunFolder folder;
    private readonly DeviceImages train;
    private readonly DeviceImages? validation;
    private readonly DeviceImages test;
    private readonly Trainer trainer;
    private readonly Evaluator evaluator;
    private readonly ChannelStatistics statistics;

    /// <summary>Loads the data, builds and initialises the network, and makes the folder.</summary>
    /// <exception cref="InputException">Something asked for can't be had; no folder is made then.</exception>
    public TrainingRun(ComputeDevice device, TrainConfig config, string outputRoot, string? name)
    {
        config.Validate();
        this.config = config;
        Model model = ModelRegistry.Find(config.Model);
        Initialization initialization = config.Initialization is { } asked
            ? Initializations.Find(asked)
            : model.DefaultInitialization;
        Data = DatasetLoader.Load(config.Data);
        statistics = ChannelStatistics.Of(Data.Train);
        train = Upload(device, Data.Train);
        validation = Data.Validation is null ? null : Upload(device, Data.Validation);
        test = Upload(device, Data.Test);
        ImageShape input = new(Data.Train.Height, Data.Train.Width, Data.Train.Channels);
        int largestBatch = Math.Max(Math.Min(config.BatchSize, train.Count), EvaluationBatch);
        Network = model.Build(device, input, Data.Train.ClassNames.Length, largestBatch);
        Initializations.Apply(Network, initialization, config.Seed);
        trainer = new Trainer(Network, train, config);
        evaluator = new Evaluator(Network, EvaluationBatch);
        folder = RunFolder.Create(outputRoot, name ?? $"{config.Model}-{config.Data.Name}");
        folder.WriteConfig(config);
    }

    /// <summary>The images.</summary>
    public DatasetSplits Data { get; }

    /// <summary>The network.</summary>
    public Sequential Network { get; }

    /// <summary>Steps of the run.</summary>
    public long Steps => trainer.Steps;

    /// <summary>Steps of an epoch.</summary>
    public int StepsPerEpoch => trainer.StepsPerEpoch;

    /// <summary>Where the files go.</summary>
    public string Folder => folder.Path;

    /// <summary>Trains to the end, or until cancelled; either way the folder holds the last weights.</summary>
    /// <exception cref="InputException">
    /// The loss is no longer a number: the folder keeps the last good weights.
    /// </exception>
    public RunResult Run(IRunObserver observer, CancellationToken cancellation)
    {
        long evaluateEvery = config.EvaluateEvery ?? trainer.StepsPerEpoch;
        using MetricsFile file = new(folder.Metrics);
        SaveWeights();
        observer.OnStarted(this);
        Stopwatch clock = Stopwatch.StartNew();
        TimeSpan evaluating = TimeSpan.Zero;
        MeanOf mean = new();
        while (trainer.StepsDone < trainer.Steps && !cancellation.IsCancellationRequested)
        {
            trainer.Step();
            bool last = trainer.StepsDone == trainer.Steps;
            bool evaluate = last || trainer.StepsDone % evaluateEvery == 0;
            if (!evaluate && trainer.StepsDone % ReadEvery != 0 && trainer.StepsDone != 1)
                continue;

            Gather(mean);
            double rate = trainer.ImagesSeen / (clock.Elapsed - evaluating).TotalSeconds;
            observer.OnProgress(Progress(mean, rate));
            if (!evaluate && trainer.StepsDone != 1)
                continue;

            TimeSpan before = clock.Elapsed;
            Evaluation? onValidation = evaluate && validation is not null ? evaluator.Evaluate(validation) : null;
            Evaluation? onTest = last || (evaluate && config.TraceTest) ? evaluator.Evaluate(test) : null;
            file.Add(Row(mean, before, onValidation, onTest));
            mean = new MeanOf();
            if (evaluate)
            {
                SaveWeights();
                observer.OnEvaluated(new RunEvaluation(trainer.StepsDone, Epoch, onValidation, onTest));
            }

            evaluating += clock.Elapsed - before;
            if (last)
            {
                return new RunResult(
                    folder.Path, trainer.StepsDone, false, onValidation, onTest, rate, clock.Elapsed);
            }
        }

        return Cancelled(file, mean, clock.Elapsed, evaluating);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        trainer.Dispose();
        evaluator.Dispose();
        Network.Dispose();
        train.Dispose();
        validation?.Dispose();
        test.Dispose();
    }

    private double Epoch => (double)trainer.StepsDone / trainer.StepsPerEpoch;

    private DeviceImages Upload(ComputeDevice device, ImageSet images) =>
        new(device, images, statistics.Mean, statistics.Deviation);

    private RunResult Cancelled(MetricsFile file, MeanOf mean, TimeSpan elapsed, TimeSpan evaluating)
    {
        Gather(mean);
        if (mean.Count > 0)
            file.Add(Row(mean, elapsed, null, null));
        SaveWeights();
        double rate = trainer.ImagesSeen / Math.Max(1e-9, (elapsed - evaluating).TotalSeconds);
        return new RunResult(folder.Path, trainer.StepsDone, true, null, null, rate, elapsed);
    }

    private void Gather(MeanOf mean)
    {
        foreach (StepMetrics step in trainer.ReadMetrics())
        {
            if (!double.IsFinite(step.Loss))
                throw Diverged(FormattableString.Invariant($"The loss is {step.Loss} at step {step.Step + 1}"));
            mean.Add(step);
        }
    }

    private RunProgress Progress(MeanOf mean, double rate)
    {
        double left = (trainer.Steps - trainer.StepsDone) * (double)trainer.BatchSize / rate;
        return new RunProgress(
            trainer.StepsDone, trainer.Steps, Epoch, mean.Loss, mean.Accuracy,
            trainer.LearningRateAt(trainer.StepsDone - 1), rate, TimeSpan.FromSeconds(left));
    }

    private MetricsRow Row(MeanOf mean, TimeSpan elapsed, Evaluation? onValidation, Evaluation? onTest) => new(
        trainer.StepsDone, Epoch, trainer.ImagesSeen, elapsed.TotalSeconds,
        trainer.LearningRateAt(trainer.StepsDone - 1), mean.Loss, mean.Accuracy, trainer.Penalty(), onValidation,
        onTest);

    private void SaveWeights()
    {
        CheckpointInfo info = new(
            Network.Name, Network.Input, Data.Train.ClassNames, statistics.Mean, statistics.Deviation,
            trainer.StepsDone, JsonSerializer.Serialize(config.Data));
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
