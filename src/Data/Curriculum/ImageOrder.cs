using IlgpuCnn.Kernels.Random;

namespace IlgpuCnn.Data.Curriculum;

/// <summary>
/// The order in which images become visible: a permutation of all of them, whose prefixes are what training sees.
/// </summary>
public static class ImageOrder
{
    /// <summary>Makes an order. Equal scores are told apart by a random number of the seed.</summary>
    /// <param name="ordering">Which end of the scores comes first.</param>
    /// <param name="balance">What share each class has of every prefix.</param>
    /// <param name="scores">
    /// d(x) of each image, larger being harder; read by curriculum and anti, and may be null for the others.
    /// </param>
    /// <param name="labels">Class of each image.</param>
    /// <param name="seed">Seed of ties and of the random ordering.</param>
    /// <exception cref="ArgumentException">Scores are missing, of another number, or not finite.</exception>
    public static int[] Create(
        Ordering ordering, ClassBalance balance, IReadOnlyList<double>? scores, int[] labels, ulong seed)
    {
        if (ordering == Ordering.Standard)
            return [.. Enumerable.Range(0, labels.Length)];

        double[] keys = Keys(ordering, scores, labels.Length);
        ulong[] ties = [.. Enumerable.Range(0, labels.Length)
            .Select(i => Philox.Draw(seed, RandomPurpose.Ordering, 0, (uint)i).Rank)];
        int[] ordered = [.. Enumerable.Range(0, labels.Length).OrderBy(i => keys[i]).ThenBy(i => ties[i])];
        return balance switch
        {
            ClassBalance.Balanced => InRounds(ordered, labels),
            ClassBalance.Proportional => ProportionalOrder.Create(ordered, labels),
            _ => ordered,
        };
    }

    /// <summary>Classes, ascending, that have images but none among the first <paramref name="visible"/>.</summary>
    public static int[] MissingClasses(IReadOnlyList<int> order, int visible, int[] labels) =>
        [.. labels.Distinct().Except(order.Take(visible).Select(i => labels[i])).Order()];

    private static double[] Keys(Ordering ordering, IReadOnlyList<double>? scores, int count)
    {
        if (ordering == Ordering.Random)
            return new double[count];
        if (scores is null)
            throw new ArgumentException($"The ordering {ordering} needs scores.", nameof(scores));
        if (scores.Count != count)
            throw new ArgumentException($"{scores.Count} scores for {count} images.", nameof(scores));
        if (!scores.All(double.IsFinite))
            throw new ArgumentException("A score is not a finite number.", nameof(scores));
        int sign = ordering == Ordering.Anti ? -1 : 1;
        return [.. scores.Select(score => sign * score)];
    }

    // In round r each class that has so many images shows its r-th.
    private static int[] InRounds(int[] ordered, int[] labels)
    {
        Dictionary<int, int> counts = [];
        int[] rounds = new int[labels.Length];
        foreach (int i in ordered)
        {
            rounds[i] = counts.GetValueOrDefault(labels[i]);
            counts[labels[i]] = rounds[i] + 1;
        }

        return [.. ordered.OrderBy(i => rounds[i])];
    }
}
