using System.Globalization;
using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Data.Curriculum.Pacing;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Data.Scores;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Scores;
using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Network.Curriculum;

/// <summary>Order and visible prefix of one training, as its configuration says.</summary>
internal sealed class RunCurriculum
{
    private readonly CurriculumConfig config;
    private readonly int[] labels;
    private readonly string[] classNames;
    private readonly ulong seed;
    private readonly PacingFunction? pacing;
    private readonly PacingScope scope;

    /// <param name="config">Order and pacing.</param>
    /// <param name="recipe">How long the run is, and its seed.</param>
    /// <param name="train">What is ordered.</param>
    /// <param name="scores">
    /// d(x) of each image; may be null where nothing reads it, or where the model in training makes it.
    /// </param>
    /// <exception cref="InputException">
    /// The configuration does not hold together, or its threshold is under all scores to the end.
    /// </exception>
    public RunCurriculum(CurriculumConfig config, TrainingRecipe recipe, ImageSet train, ScoreTable? scores)
    {
        config.Check();
        this.config = config;
        labels = train.Labels;
        classNames = train.ClassNames;
        seed = recipe.Seed;
        double[]? values = scores?.Values;
        if (config.GoesByScores && scores is null)
        {
            SelfPaced = config.Score!.Value as SelfPacedScore ?? throw new ArgumentException(
                $"The values of the score '{config.Score}' are missing.", nameof(scores));
        }

        if (SelfPaced is not null)
            values = new double[train.Count];
        (int batchSize, _, long steps) = recipe.LengthOver(train.Count);
        scope = new PacingScope(steps, train.Count, Ascending(values));
        if (config.Ordering != Ordering.Standard)
            pacing = config.Pacing.Value;
        Visible = pacing is null ? VisibleSubset.First(train.Count) : new VisibleSubset(pacing, scope, batchSize);
        if (MeetsThreshold(steps - 1) == false)
        {
            throw new InputException(FormattableString.Invariant(
                $"No image ever meets the pacing '{config.Pacing}': the scores are {scope.Difficulties![0]:G4} to ")
                + FormattableString.Invariant($"{scope.Difficulties[^1]:G4}; give it a 'to' among them."));
        }

        Order = ImageOrder.Create(config.Ordering, config.Balance, values, labels, seed);
    }

    /// <summary>Length of the visible prefix.</summary>
    public VisibleSubset Visible { get; }

    /// <summary>The order.</summary>
    public int[] Order { get; private set; }

    // The score that the model in training makes, where the order goes by one.
    private SelfPacedScore? SelfPaced { get; }

    /// <summary>Whether the model in training decides how many images are visible.</summary>
    public bool SizesChangeWithTheModel => SelfPaced is not null && pacing!.ReadsDifficulties;

    /// <summary>Sentences on what this order and pacing can't show; none where there is nothing to say.</summary>
    public IEnumerable<string> Warnings()
    {
        if (MissingClasses() is { } missing)
            yield return missing;
        if (pacing is null || SizesChangeWithTheModel)
            yield break;
        int last = Visible.At(scope.Steps - 1);
        if (last < scope.Count)
        {
            // Rounded down: what is not all of them must not read as 100 %.
            double percent = Math.Floor(1000.0 * last / scope.Count) / 10;
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"The pacing '{config.Pacing}' gets no further than {percent:0.#} % of the images, {last:N0} of "
                + $"{scope.Count:N0} at the last step: the others are never trained on.");
        }

        if (MeetsThreshold(0) == false)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"At the first step no image meets the pacing '{config.Pacing}', since the least score is "
                + $"{scope.Difficulties![0]:G4}: a batch is shown in its place, the first {Visible.At(0)} images.");
        }
    }

    /// <summary>A sentence on classes that the first subset lacks; null where there is none.</summary>
    public string? MissingClasses()
    {
        if (config.Ordering == Ordering.Standard || SelfPaced is not null)
            return null;
        int first = Visible.At(0);
        int[] missing = ImageOrder.MissingClasses(Order, first, labels);
        if (missing.Length == 0)
            return null;
        const int named = 10;
        string names = string.Join(", ", missing.Take(named).Select(c => classNames[c]));
        string more = missing.Length > named ? $" and {missing.Length - named} more" : "";
        return $"The first {first} visible images lack {missing.Length} of {classNames.Length} classes: {names}{more}.";
    }

    /// <summary>
    /// To be called before each step: where the order goes by the model in training, and it is time, scores and orders
    /// the images anew.
    /// </summary>
    /// <param name="step">The step that comes, from 0.</param>
    /// <param name="evaluator">Evaluates the model in training.</param>
    /// <param name="images">The training images, whose order is set.</param>
    /// <exception cref="NotFiniteNumberException">A loss is infinite or NaN.</exception>
    public void BeforeStep(long step, Evaluator evaluator, DeviceImages images)
    {
        if (SelfPaced is not { } score || step % score.Every != 0)
            return;
        double[] losses = new double[images.Count];
        evaluator.Losses(images, 0, images.Count, losses);
        Rescore(losses);
        images.SetOrder(Order);
    }

    /// <summary>Orders anew by other scores.</summary>
    /// <param name="values">d(x) of each image.</param>
    public void Rescore(double[] values)
    {
        Order = ImageOrder.Create(config.Ordering, config.Balance, values, labels, seed);
        Visible.Rescore(Ascending(values)!);
    }

    // Whether any image does; null where there is no threshold, or one that is not known yet.
    private bool? MeetsThreshold(long step) => pacing is { ReadsDifficulties: true } && SelfPaced is null
        ? pacing.SizeAt(step, scope) >= 1
        : null;

    private static double[]? Ascending(double[]? values) => values is null ? null : [.. values.Order()];
}
