using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Runs;
using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Network.Scores;

/// <summary>
/// Cross-entropy of each image under models that did not see it: the images are cut into k folds, class by class, and
/// each fold is scored by a model trained on the others, in evaluation mode. With repeats, over other folds, the mean.
/// </summary>
[ScoringFunction(
    "cross-validated-loss",
    "loss under models that did not see the image; cross-validated-loss(folds=5,repeats=1,epochs=… or steps=…)")]
public sealed class CrossValidatedLossScore : ScoringFunction
{
    private readonly int folds;
    private readonly int repeats;
    private readonly int epochs;
    private readonly long steps;

    /// <exception cref="InputException">An argument is out of its range.</exception>
    public CrossValidatedLossScore(NamedArguments arguments)
    {
        folds = arguments.Count("folds", 5, least: 2);
        repeats = arguments.Count("repeats", 1, least: 1);
        epochs = arguments.Count("epochs", 0, least: 0);
        steps = arguments.WholeNumber("steps", 0, least: 0);
        if (steps > 0 && epochs > 0)
            throw arguments.Contradiction("epochs", "steps");
    }

    /// <inheritdoc/>
    public override ScoreResult Score(ScoringContext context)
    {
        int count = context.Images.Count;
        if (count < folds)
            throw new InputException($"{count} images can't be cut into {folds} folds.");
        TrainConfig recipe = Recipe(context.Recipe);
        using ScoringModel model = new(context, recipe);
        double[][] scores = [.. Enumerable.Range(0, repeats).Select(_ => new double[count])];
        for (int repeat = 0; repeat < repeats; repeat++)
        {
            int[][] parts = StratifiedSplit.Folds(context.Images.Labels, folds, recipe.Seed, (uint)repeat);
            for (int fold = 0; fold < folds; fold++)
            {
                context.Progress($"cross-validation: repeat {repeat + 1} of {repeats}, fold {fold + 1} of {folds}");
                int[] seen = [.. parts.Where((_, i) => i != fold).SelectMany(part => part).Order()];
                model.Images.SetOrder([.. seen, .. parts[fold]]);
                model.Train(seen.Length, recipe.Seed + (ulong)((repeat * folds) + fold));
                model.Losses(seen.Length, parts[fold].Length, scores[repeat]);
            }
        }

        double[] mean = [.. Enumerable.Range(0, count).Select(i => scores.Average(repeat => repeat[i]))];
        return new ScoreResult(mean, Method(recipe, count)) { Repeats = repeats > 1 ? scores : [] };
    }

    private TrainConfig Recipe(TrainConfig recipe)
    {
        if (epochs > 0)
            recipe = recipe with { Epochs = epochs, Steps = null };
        return steps > 0 ? recipe with { Steps = steps } : recipe;
    }

    private string Method(TrainConfig recipe, int count)
    {
        long trained = Trainer.Lengths(recipe, count - (count / folds)).Steps;
        return $"cross-entropy under models that did not see the image: {folds} folds, {repeats} repeat(s), "
            + $"{recipe.Model} trained for {trained} steps of {recipe.BatchSize}, {recipe.Optimizer}, seed {recipe.Seed}";
    }
}
