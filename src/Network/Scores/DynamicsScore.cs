using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Scores;

/// <summary>
/// A score from the dynamics of one ordinary training run on the images, with no second pass over them: what the steps'
/// own logits say, dropout included. Images must not be augmented.
/// </summary>
public abstract class DynamicsScore : ScoringFunction
{
    /// <summary>How, in words.</summary>
    protected abstract string Method { get; }

    /// <summary>The epoch, from 1, whose EL2N is kept; the last for null.</summary>
    protected virtual int? NormEpoch => null;

    /// <inheritdoc/>
    public sealed override ScoreResult Score(ScoringContext context)
    {
        TrainConfig recipe = context.Recipe;
        if (recipe.Augment != "none")
        {
            throw new InputException(
                $"Training dynamics would be of augmented images ('{recipe.Augment}'), whose difficulty is the "
                + "augmentation's too: give --augment none.");
        }

        if (recipe.Sampling != "epoch")
            throw new InputException("Training dynamics go by epochs: give --sampling epoch.");
        int count = context.Images.Count;
        recipe = recipe with { FullBatches = false };
        (_, int stepsPerEpoch, long steps) = Trainer.Lengths(recipe, count);
        int epochs = (int)(steps / stepsPerEpoch);
        if (epochs < 1)
            throw new InputException($"Training dynamics need an epoch, {stepsPerEpoch} steps; these are {steps}.");
        if (NormEpoch > epochs)
            throw new InputException($"There is no epoch {NormEpoch} in a training run of {epochs}.");
        using ScoringModel model = new(context, recipe with { Steps = (long)epochs * stepsPerEpoch });
        using TrainingDynamics dynamics = new(model.Network, count, stepsPerEpoch, NormEpoch ?? epochs);
        model.Train(count, recipe.Seed, trainer => trainer.Observer = dynamics);
        DynamicsTable table = dynamics.Read();
        string method = $"{Method}, over {epochs} epochs of training {recipe.Model} (batches of {recipe.BatchSize}, "
            + $"{recipe.Optimizer}, seed {recipe.Seed}), as the training steps saw it, dropout included";
        return new ScoreResult([.. Enumerable.Range(0, count).Select(i => Of(table, i, epochs))], method)
        {
            InSample = true,
        };
    }

    /// <summary>d(x) of an image.</summary>
    protected abstract double Of(DynamicsTable table, int image, int epochs);
}
