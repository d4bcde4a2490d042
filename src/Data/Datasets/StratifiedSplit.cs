using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Datasets;

/// <summary>
/// Random choices of images that keep the balance of the classes; a function of the labels and a seed.
/// </summary>
public static class StratifiedSplit
{
    /// <summary>
    /// Cuts every class in two: round(fraction · n) of its n images go apart. Both parts keep the order of the images.
    /// </summary>
    public static (int[] Kept, int[] Apart) Of(int[] labels, double fraction, ulong seed)
    {
        bool[] apart = new bool[labels.Length];
        foreach (int[] members in Shuffled(labels, seed))
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

    // The images of each class, in an order drawn for each by a number of its own.
    private static IEnumerable<int[]> Shuffled(int[] labels, ulong seed) => Enumerable.Range(0, labels.Length)
        .GroupBy(i => labels[i])
        .OrderBy(members => members.Key)
        .Select(members => members.OrderBy(i => Draw(seed, i)).ThenBy(i => i).ToArray());

    private static ulong Draw(ulong seed, int index)
    {
        Random4 random = Philox.Draw(seed, RandomPurpose.Split, 0, (uint)index);
        return ((ulong)random.X << 32) | random.Y;
    }
}
