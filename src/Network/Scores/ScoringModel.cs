using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Network.Scores;

/// <summary>
/// A network that is trained only to score, on images that lie on the device; it writes no files. Owns both.
/// </summary>
internal sealed class ScoringModel : IDisposable
{
    private const int EvaluationBatch = 256;

    private readonly ScoringContext context;
    private readonly TrainingRecipe recipe;
    private readonly PreparedNetwork prepared;
    private readonly Evaluator evaluator;

    /// <exception cref="InputException">The images don't suit the recipe's network.</exception>
    public ScoringModel(ScoringContext context, TrainingRecipe recipe)
    {
        this.context = context;
        this.recipe = recipe;
        prepared = new PreparedNetwork(context.Device, context.Images, recipe, EvaluationBatch);
        evaluator = new Evaluator(Network, EvaluationBatch);
    }

    /// <summary>The images.</summary>
    public DeviceImages Images => prepared.Images;

    /// <summary>The network.</summary>
    public Sequential Network => prepared.Network;

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
        prepared.Initialize(seed);
        using Trainer trainer = new(Network, Images, recipe with { Seed = seed }, VisibleSubset.First(count));
        prepare?.Invoke(trainer);
        try
        {
            trainer.RunToEnd(context.Cancellation);
        }
        catch (NotFiniteNumberException e)
        {
            throw new InputException($"{e.Message} in the model that scores: try a lower learning rate.", e);
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
        prepared.Dispose();
    }
}
