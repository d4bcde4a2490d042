using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Models;
using IlgpuCnn.Network.Runs;
using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Network.Scores;

/// <summary>
/// A network that is trained only to score, on images that lie on the device; it writes no files. Owns both.
/// </summary>
internal sealed class ScoringModel : IDisposable
{
    private const int EvaluationBatch = 256;

    private readonly ScoringContext context;
    private readonly TrainConfig recipe;
    private readonly Initialization initialization;
    private readonly Evaluator evaluator;

    /// <exception cref="InputException">The recipe names something unknown.</exception>
    public ScoringModel(ScoringContext context, TrainConfig recipe)
    {
        this.context = context;
        this.recipe = recipe;
        ImageSet images = context.Images;
        Model model = ModelRegistry.Find(recipe.Model);
        initialization = Initializations.Of(recipe, model);
        ChannelStatistics statistics = ChannelStatistics.Of(images);
        Images = new DeviceImages(context.Device, images, statistics.Mean, statistics.Deviation);
        Network = model.Build(
            context.Device, ImageShape.Of(images), images.ClassNames.Length,
            NetworkUse.Training(recipe.Optimizer, Math.Min(recipe.BatchSize, images.Count), EvaluationBatch));
        evaluator = new Evaluator(Network, EvaluationBatch);
    }

    /// <summary>The images.</summary>
    public DeviceImages Images { get; }

    /// <summary>The network.</summary>
    public Sequential Network { get; }

    /// <summary>
    /// Trains from new weights on the first <paramref name="count"/> images of the order; waits for the device.
    /// </summary>
    /// <param name="count">Images.</param>
    /// <param name="seed">Of weights, batches and dropout.</param>
    /// <param name="prepare">Given the trainer before its first step.</param>
    /// <exception cref="InputException">The loss is no longer a number.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Train(int count, ulong seed, Action<Trainer>? prepare = null)
    {
        Initializations.Apply(Network, initialization, seed);
        using Trainer trainer = new(Network, Images, recipe with { Seed = seed }, VisibleSubset.First(count));
        prepare?.Invoke(trainer);
        const int readEvery = 50;
        while (trainer.StepsDone < trainer.Steps)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            trainer.Step();
            if (trainer.StepsDone % readEvery != 0 && trainer.StepsDone != trainer.Steps)
                continue;
            bool last = trainer.StepsDone == trainer.Steps;
            if (!(last ? trainer.ReadMetrics() : trainer.ArrivedMetrics()).All(step => double.IsFinite(step.Loss)))
            {
                throw new InputException(
                    $"The loss of the model that scores is not a number after {trainer.StepsDone} steps: try a lower "
                    + "learning rate.");
            }
        }
    }

    /// <summary>
    /// The cross-entropy of <paramref name="count"/> images from <paramref name="first"/> on in the order, in
    /// evaluation mode, written at each image's index.
    /// </summary>
    public void Losses(int first, int count, double[] losses) => evaluator.Losses(Images, first, count, losses);

    public void Dispose()
    {
        evaluator.Dispose();
        Network.Dispose();
        Images.Dispose();
    }
}
