using System.Globalization;
using IlgpuCnn.Data;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Scores;

/// <summary>
/// One ordinary training run that is watched: by the recipe, on the images as they are, each once an epoch. Nothing is
/// computed a second time, so the probabilities are those of training mode, before each step's update.
/// </summary>
public static class DynamicsRun
{
    // The share of the run after which EL2N is taken unless asked otherwise: epoch 20 of 200 in the paper.
    private const int ErrorNormShare = 10;

    /// <summary>Trains, and gathers everything that the scores of training dynamics are made of.</summary>
    /// <param name="context">Images, recipe and device.</param>
    /// <param name="errorNormEpoch">The epoch of EL2N, from 1; null for that after a tenth of the run.</param>
    /// <exception cref="InputException">
    /// The recipe augments, is shorter than an epoch or than the epoch asked for, or the loss is no longer a number.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static DynamicsRecord Train(ScoringContext context, int? errorNormEpoch = null)
    {
        int count = context.Images.Count;
        TrainConfig recipe = context.Recipe with { Sampling = "epoch", FullBatches = false };
        (_, int stepsPerEpoch, long steps) = Trainer.Lengths(recipe, count);
        Check(recipe, stepsPerEpoch, steps, errorNormEpoch);
        using ScoringModel model = new(context, recipe);
        using DynamicsRecorder recorder = new(
            context.Device, count, model.Network.Classes, stepsPerEpoch,
            errorNormEpoch ?? DefaultErrorNormEpoch(steps / stepsPerEpoch));
        EpochReport report = new(recorder, stepsPerEpoch, steps, context.Progress);
        model.Train(count, recipe.Seed, trainer => trainer.Observer = report);
        return recorder.Read(Words(recipe, stepsPerEpoch, steps), steps);
    }

    private static string Words(TrainConfig recipe, int stepsPerEpoch, long steps) => string.Create(
        CultureInfo.InvariantCulture,
        $"one run of {recipe.Model} over the images that are scored: {steps} steps of {recipe.BatchSize} "
        + $"({(double)steps / stepsPerEpoch:0.##} epochs), {recipe.Optimizer}, seed {recipe.Seed}; probabilities are of "
        + $"training mode (dropout on, before each update), since there is no second pass");

    private static int DefaultErrorNormEpoch(long epochs) => (int)((epochs + ErrorNormShare - 1) / ErrorNormShare);

    private static void Check(TrainConfig recipe, int stepsPerEpoch, long steps, int? errorNormEpoch)
    {
        if (Augmentation.Parse(recipe.Augment) != Augmentation.None)
        {
            throw new InputException(
                $"The recipe augments the images by '{recipe.Augment}', and scores are never made on randomly changed "
                + "images: score training dynamics with --augment none.");
        }

        long epochs = steps / stepsPerEpoch;
        if (epochs < 1)
        {
            throw new InputException(
                $"Training dynamics need every image at least once, which takes {stepsPerEpoch} steps, and the recipe "
                + $"has {steps}: give more --steps or --epochs.");
        }

        if (errorNormEpoch > epochs)
        {
            throw new InputException(
                $"EL2N was asked for at epoch {errorNormEpoch}, and the recipe has {epochs} whole epoch(s): give an "
                + "earlier epoch or more --epochs.");
        }
    }

    private sealed class EpochReport(DynamicsRecorder recorder, int stepsPerEpoch, long steps, Action<string> progress)
        : IStepObserver
    {
        public void Observe(long step, int count, Floats logits, Batch batch, Ints predictions)
        {
            if (step % stepsPerEpoch == 0)
            {
                long epochs = (steps + stepsPerEpoch - 1) / stepsPerEpoch;
                progress($"training dynamics: epoch {(step / stepsPerEpoch) + 1} of {epochs}");
            }

            recorder.Observe(step, count, logits, batch, predictions);
        }
    }
}
