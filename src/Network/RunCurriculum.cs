using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Data.Curriculum.Pacing;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Scores;

namespace IlgpuCnn.Network;

/// <summary>Order and visible prefix of one run, as its configuration says.</summary>
internal sealed class RunCurriculum
{
    private readonly CurriculumConfig config;
    private readonly Ordering ordering;
    private readonly ClassBalance balance;
    private readonly int[] labels;
    private readonly string[] classNames;
    private readonly ulong seed;

    /// <param name="run">The run's configuration.</param>
    /// <param name="train">What is ordered.</param>
    /// <param name="scores">
    /// d(x) of each image; may be null where nothing reads it, or where the model in training makes it.
    /// </param>
    /// <exception cref="InputException">The configuration does not hold together.</exception>
    public RunCurriculum(TrainConfig run, ImageSet train, ScoreTable? scores)
    {
        config = run.Curriculum;
        ordering = config.ParseOrdering();
        balance = config.ParseBalance();
        labels = train.Labels;
        classNames = train.ClassNames;
        seed = run.Seed;
        double[]? values = scores?.Values;
        SelfPaced = config.GoesByScores && scores is null ? SelfPacedScore.Require(config.Score!) : null;
        if (SelfPaced is not null)
            values = new double[train.Count];
        if (ordering == Ordering.Standard)
        {
            Visible = VisibleSubset.First(train.Count);
        }
        else
        {
            (int batchSize, _, long steps) = Trainer.Lengths(run, train.Count);
            PacingScope scope = new(steps, train.Count, Ascending(values));
            Visible = new VisibleSubset(PacingFunction.Parse(config.Pacing), scope, batchSize);
        }

        Order = ImageOrder.Create(ordering, balance, values, labels, seed);
    }

    /// <summary>Length of the visible prefix.</summary>
    public VisibleSubset Visible { get; }

    /// <summary>The order.</summary>
    public int[] Order { get; private set; }

    /// <summary>The score that the model in training makes, where it is one; null otherwise.</summary>
    public SelfPacedScore? SelfPaced { get; }

    /// <summary>A sentence on classes that the first subset lacks; null where there is none.</summary>
    public string? MissingClasses()
    {
        if (ordering == Ordering.Standard || SelfPaced is not null)
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

    /// <summary>Orders anew by other scores.</summary>
    public void Rescore(double[] values)
    {
        Order = ImageOrder.Create(ordering, balance, values, labels, seed);
        Visible.Rescore(Ascending(values)!);
    }

    private static double[]? Ascending(double[]? values) => values is null ? null : [.. values.Order()];
}
