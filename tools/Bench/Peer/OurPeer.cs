using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels.Batches;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Random;
using IlgpuCnn.Network.Checkpoints;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Models;
using IlgpuCnn.Network.Training;
using IlgpuCnn.Network.Training.Optimizers;
using IlgpuCnn.Network.Training.Schedules;

namespace IlgpuCnn.Bench.Peer;

/// <summary>Our side: the trainer and the evaluator as the program uses them.</summary>
internal sealed class OurPeer : IPeer
{
    private readonly ComputeDevice device;
    private readonly Sequential network;
    private readonly TrainingRecipe recipe;
    private readonly double checkedLearningRate;
    private readonly DeviceImages train;
    private readonly DeviceImages test;
    private readonly Evaluator evaluator;
    private readonly Lazy<Trainer> trainer;

    public OurPeer(string folder)
    {
        PeerTask task = PeerTask.Load(folder);
        PeerSettings settings = task.Settings;
        device = DeviceCatalog.OpenCpu(settings.Threads);
        network = Checkpoint.Load(PeerTask.WeightsFile(folder)).Build(
            device, Recipe(settings).Optimizer.Value.UseFor(settings.BatchSize, settings.BatchSize));
        recipe = Recipe(settings);
        checkedLearningRate = settings.CheckedLearningRate();
        train = Images(settings, task.Train);
        test = Images(settings, task.Test);
        evaluator = new Evaluator(network, settings.BatchSize);
        trainer = new Lazy<Trainer>(() => new Trainer(network, train, recipe));
    }

    public string Name => $"IlgpuCnn, {device}";

    /// <summary>The training run that a task stands for; its order of images is what the task's indices hold.</summary>
    public static TrainingRecipe Recipe(PeerSettings settings) => new()
    {
        Model = Model.Catalog.Parse(settings.Model),
        BatchSize = settings.BatchSize,
        Optimizer = Optimizer.Catalog.Parse(
            FormattableString.Invariant($"{settings.Optimizer}(weight-decay={settings.WeightDecay})")),
        LearningRate = new LearningRateConfig { Base = settings.LearningRate },
        Seed = settings.Seed,
        Steps = int.MaxValue,
    };

    /// <summary>Which images a step of that run draws, where all batches are whole.</summary>
    public static BatchSelection Draw(TrainingRecipe recipe, int images, int step)
    {
        int stepsPerEpoch = images / recipe.BatchSize;
        PermutationKey key = PermutationKey.Create(recipe.Seed, (uint)(step / stepsPerEpoch));
        return new BatchSelection(key, images, step % stepsPerEpoch * recipe.BatchSize, recipe.Seed, (uint)step);
    }

    public double[] Check()
    {
        using UndroppedStep step = new(network, recipe, checkedLearningRate);
        List<double> losses = [];
        for (int i = 0; i < PeerTask.CheckedSteps; i++)
            losses.Add(step.Run(train, Draw(recipe, train.Count, i), i));
        return [.. losses, evaluator.Evaluate(test).Loss];
    }

    public void Train(int steps)
    {
        for (int i = 1; i <= steps; i++)
        {
            trainer.Value.Step();
            if (i % Trainer.HistoryLength == 0 || i == steps)
                trainer.Value.ReadMetrics();
        }
    }

    public void Evaluate(int passes)
    {
        for (int i = 0; i < passes; i++)
            evaluator.Evaluate(test);
    }

    public void Dispose()
    {
        if (trainer.IsValueCreated)
            trainer.Value.Dispose();
        evaluator.Dispose();
        train.Dispose();
        test.Dispose();
        network.Dispose();
        device.Dispose();
    }

    private DeviceImages Images(PeerSettings s, PeerImages images) => new(
        device,
        new ImageSet(
            s.Height, s.Width, s.Channels, images.Pixels, images.Labels,
            [.. Enumerable.Range(0, s.Classes).Select(label => $"{label}")]),
        s.Mean, s.Deviation);
}
