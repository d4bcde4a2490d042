using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Batches;
using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Network.Scores;

/// <summary>One ordinary training run on the images as they are, from which all scores of training dynamics come.
/// </summary>
public static class DynamicsRun
{
    /// <summary>Trains by the context's recipe, and gathers on the way.</summary>
    /// <param name="context">Images, recipe and device.</param>
    /// <param name="normEpoch">The epoch, from 1, whose EL2N is kept; the last for null.</param>
    /// <exception cref="InputException">
    /// The recipe augments, does not go by epochs, or is too short; or the loss is no longer a number.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static DynamicsTable Train(ScoringContext context, int? normEpoch = null)
    {
        TrainingRecipe recipe = context.Recipe;
        if (recipe.Augmentation.Value != Augmentation.None)
        {
            throw new InputException(
                $"Training dynamics would be of augmented images ('{recipe.Augmentation}'), whose difficulty is the "
                + $"augmentation's too: give {new Setting("augment")} none.");
        }

        if (recipe.Sampling != Sampling.Epoch)
            throw new InputException($"Training dynamics go by epochs: give {new Setting("sampling")} epoch.");
        int count = context.Images.Count;
        recipe = recipe with { FullBatches = false };
        (_, int stepsPerEpoch, long steps) = recipe.LengthOver(count);
        int epochs = (int)(steps / stepsPerEpoch);
        if (epochs < 1)
            throw new InputException($"Training dynamics need an epoch, {stepsPerEpoch} steps; these are {steps}.");
        if (normEpoch > epochs)
            throw new InputException($"There is no epoch {normEpoch} in a training run of {epochs}.");
        using ScoringModel model = new(context, recipe with { Steps = (long)epochs * stepsPerEpoch });
        using TrainingDynamics dynamics = new(model.Network, count, stepsPerEpoch, normEpoch ?? epochs)
        {
            EpochStarted = epoch => context.Progress($"training dynamics: epoch {epoch} of {epochs}"),
        };
        model.Train(count, recipe.Seed, trainer => trainer.Observer = dynamics);
        return dynamics.Read() with
        {
            Epochs = epochs,
            NormEpoch = normEpoch ?? epochs,
            Run = $"over {epochs} epochs of training {recipe.Model} (batches of {recipe.BatchSize}, "
                + $"{recipe.Optimizer}, seed {recipe.Seed}), as the training steps saw it, dropout included",
        };
    }
}
