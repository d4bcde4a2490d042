using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Network.Scores;

/// <summary>
/// Cross-entropy of each image under models that did not see it: the images are cut into k folds, class by class, and
/// each fold is scored by a model trained on the others, in evaluation mode. With repeats, over other folds, the mean.
/// </summary>
/// <param name="Folds">k, at least 2.</param>
/// <param name="Repeats">How often all is done, over other folds.</param>
/// <param name="Epochs">Epochs of each model; null for the recipe's.</param>
/// <param name="Steps">Steps of each model; null for the recipe's.</param>
[Component(
    "cross-validated-loss(folds=5,repeats=1,epochs=none,steps=none)",
    "loss under models that did not see the image; epochs or steps of each model, none for the run's")]
public sealed record CrossValidatedLossScore(int Folds = 5, int Repeats = 1, int? Epochs = null, int? Steps = null)
    : ScoringFunction
{
    /// <summary>The score with the arguments of its form, checked.</summary>
    /// <exception cref="InputException">An argument is out of its range, or both lengths are given.</exception>
    public CrossValidatedLossScore(ComponentArguments a)
        : this(
            a.Count("folds", least: 2), a.Count("repeats", least: 1), a.OptionalCount("epochs", least: 1),
            a.OptionalCount("steps", least: 1))
    {
        if (Steps is not null && Epochs is not null)
            throw a.Contradiction("epochs", "steps");
    }

    /// <inheritdoc/>
    public override bool TrainsModels => true;

    /// <inheritdoc/>
    public override ScoreResult Score(ScoringContext context)
    {
        int count = context.Images.Count;
        if (count < Folds)
            throw new InputException($"{count} images can't be cut into {Folds} folds.");
        TrainingRecipe recipe = RecipeOf(context.Recipe);
        using ScoringModel model = new(context, recipe);
        double[][] scores = [.. Enumerable.Range(0, Repeats).Select(_ => new double[count])];
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            int[][] parts = StratifiedSplit.Folds(context.Images.Labels, Folds, recipe.Seed, (uint)repeat);
            for (int fold = 0; fold < Folds; fold++)
            {
                context.Progress($"cross-validation: repeat {repeat + 1} of {Repeats}, fold {fold + 1} of {Folds}");
                int[] seen = [.. parts.Where((_, i) => i != fold).SelectMany(part => part).Order()];
                model.Images.SetOrder([.. seen, .. parts[fold]]);
                model.Train(seen.Length, recipe.Seed + (ulong)((repeat * Folds) + fold));
                model.Losses(seen.Length, parts[fold].Length, scores[repeat]);
            }
        }

        double[] mean = [.. Enumerable.Range(0, count).Select(i => scores.Average(repeat => repeat[i]))];
        return new ScoreResult(mean, Method(recipe, count)) { Repeats = Repeats > 1 ? scores : [] };
    }

    private TrainingRecipe RecipeOf(TrainingRecipe run) => run with
    {
        Epochs = Epochs ?? run.Epochs,
        Steps = Steps ?? (Epochs is null ? run.Steps : null),
    };

    private string Method(TrainingRecipe recipe, int count)
    {
        long trained = recipe.LengthOver(count - (count / Folds)).Steps;
        return $"cross-entropy under models that did not see the image: {Folds} folds, {Repeats} repeat(s), "
            + $"{recipe.Model} trained for {trained} steps of {recipe.BatchSize}, {recipe.Optimizer}, seed {recipe.Seed}";
    }
}
