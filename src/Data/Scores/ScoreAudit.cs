using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Data.Images;

namespace IlgpuCnn.Data.Scores;

/// <summary>What some scores of the same images are worth, beside each other.</summary>
/// <param name="Scores">What was found of each.</param>
/// <param name="Names">Rows and columns of the correlations: the scores, then the known difficulty.</param>
/// <param name="Correlations">
/// Spearman's ρ of every pair, by row and column; null where a score is the same for all images.
/// </param>
public sealed record ScoreAudit(
    IReadOnlyList<AuditedScore> Scores, IReadOnlyList<string> Names, double?[][] Correlations)
{
    /// <summary>The known difficulty among the names.</summary>
    public const string Truth = "known difficulty";

    // Ties are cut at random, by the same numbers in each audit.
    private const ulong TieSeed = 1;

    private static readonly int[] Percentages = [1, 4, 10, 20];

    /// <summary>Looks at each score and each pair.</summary>
    /// <param name="named">Scores of these images, each under a name of its own.</param>
    /// <param name="images">What was scored.</param>
    public static ScoreAudit Of(IReadOnlyList<(string Name, ScoreTable Table)> named, ImageSet images)
    {
        List<string> names = [.. named.Select(score => score.Name)];
        List<double[]> ranks = [.. named.Select(score => RankCorrelation.Ranks(score.Table.Values))];
        if (images.Difficulty is { } difficulty)
        {
            names.Add(Truth);
            ranks.Add(RankCorrelation.Ranks([.. difficulty.Select(d => (double)d)]));
        }

        return new ScoreAudit(
            [.. named.Select(score => Look(score.Name, score.Table, images))],
            names,
            [.. ranks.Select(x => ranks.Select(y => RankCorrelation.OfRanks(x, y)).ToArray())]);
    }

    private static AuditedScore Look(string name, ScoreTable table, ImageSet images)
    {
        int[] order = ImageOrder.Create(
            Ordering.Curriculum, ClassBalance.None, table.Values, images.Labels, TieSeed);
        return new AuditedScore(
            name, table, order,
            [.. Percentages.Select(percentage => Easiest(percentage, order, images.Labels))],
            SplitHalfReliability.Of(table.Repeats));
    }

    private static EasiestShare Easiest(int percentage, int[] order, int[] labels)
    {
        int count = ((order.Length * percentage) + 99) / 100;
        return new EasiestShare(percentage, count, ImageOrder.MissingClasses(order, count, labels));
    }
}

/// <summary>One score by itself.</summary>
/// <param name="Name">Its name in the audit.</param>
/// <param name="Table">The scores.</param>
/// <param name="Order">All images, the easiest first, no class balanced.</param>
/// <param name="Easiest">What the first parts of that order lack.</param>
/// <param name="Reliability">How much of the order comes back; null where there are no repeats to say.</param>
public sealed record AuditedScore(
    string Name, ScoreTable Table, int[] Order, IReadOnlyList<EasiestShare> Easiest,
    SplitHalfReliability? Reliability);

/// <summary>The easiest images by a score.</summary>
/// <param name="Percentage">Share of all images, in percent.</param>
/// <param name="Count">How many that is, rounded up.</param>
/// <param name="Missing">Classes of which it has no image.</param>
public sealed record EasiestShare(int Percentage, int Count, int[] Missing);
