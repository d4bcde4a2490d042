using IlgpuCnn.Kernels.Random;

namespace IlgpuCnn.Data.Images;

/// <summary>
/// Random choices of images that keep the balance of the classes; a function of the labels and a seed.
/// </summary>
public static class StratifiedSplit
{
    /// <summary>
    /// Cuts every class in two: round(fraction · n) of its n images go apart. Both parts keep the order of the images.
    /// </summary>
    public static (int[] Kept, int[] Apart) Of(int[] labels, double fraction, ulong seed) =>
        Cut(labels, fraction, Shuffled(labels, seed));

    /// <summary>
    /// Cuts every class in two: the round(fraction · n) of its n images that have the lowest ranks go apart. Both parts keep
    /// the order of the images.
    /// </summary>
    public static (int[] Kept, int[] Apart) Of(int[] labels, double fraction, Func<int, ulong> rank) =>
        Cut(labels, fraction, Ranked(labels, rank));

    private static (int[] Kept, int[] Apart) Cut(int[] labels, double fraction, IEnumerable<int[]> classes)
    {
        bool[] apart = new bool[labels.Length];
        foreach (int[] members in classes)
        {
            int count = (int)Math.Round(fraction * members.Length, MidpointRounding.AwayFromZero);
            foreach (int index in members.Take(count))
                apart[index] = true;
        }

        return (
            [.. Enumerable.Range(0, labels.Length).Where(i => !apart[i])],
            [.. Enumerable.Range(0, labels.Length).Where(i => apart[i])]);
    }

    /// <summary>At most <paramref name="limit"/> images of every class, in the order of the images.</summary>
    public static int[] Limit(int[] labels, int limit, ulong seed) => Limit(labels, _ => limit, seed);

    /// <summary>At most <paramref name="limit"/> images of each class, in the order of the images.</summary>
    public static int[] Limit(int[] labels, Func<int, int> limit, ulong seed) =>
        [.. Shuffled(labels, seed).SelectMany(members => members.Take(limit(labels[members[0]]))).Order()];

    /// <summary>
    /// Cuts all images into <paramref name="folds"/> parts of nearly equal size and of equal classes, each in the order
    /// of the images.
    /// </summary>
    public static int[][] Folds(int[] labels, int folds, ulong seed, uint repeat)
    {
        // Dealt out class after class without a break, so that the parts' sizes differ by at most one.
        int[] dealt = [.. Shuffled(labels, seed, RandomPurpose.Folds, repeat).SelectMany(members => members)];
        return [.. Enumerable.Range(0, folds).Select(
            fold => dealt.Where((_, place) => place % folds == fold).Order().ToArray())];
    }

    // The images of each class, in an order drawn for each by a number of its own.
    private static IEnumerable<int[]> Shuffled(
        int[] labels, ulong seed, RandomPurpose purpose = RandomPurpose.Split, uint step = 0) =>
        Ranked(labels, i => Philox.Draw(seed, purpose, step, (uint)i).Rank);

    private static IEnumerable<int[]> Ranked(int[] labels, Func<int, ulong> rank) => Enumerable
        .Range(0, labels.Length)
        .GroupBy(i => labels[i])
        .OrderBy(members => members.Key)
        .Select(members => members.OrderBy(rank).ThenBy(i => i).ToArray());
}
