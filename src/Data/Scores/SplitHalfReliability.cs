using IlgpuCnn.Kernels.Random;

namespace IlgpuCnn.Data.Scores;

/// <summary>
/// How much of a score's order comes back when it is made again: its repeats are cut in two halves, each half's mean is
/// ranked, and the correlation of the two is averaged over the cuts.
/// </summary>
/// <param name="Halves">Mean of Spearman's ρ between the halves.</param>
/// <param name="Corrected">
/// The reliability of all repeats together, 2ρ / (1 + ρ): Spearman and Brown (British Journal of Psychology 3, 1910). Exact
/// for an even number of repeats, near for an odd one, whose halves differ by one. Null where ρ is not over 0.
/// </param>
/// <param name="Splits">How many cuts there were.</param>
/// <param name="All">Whether these were all there are; else they are random ones.</param>
public sealed record SplitHalfReliability(double Halves, double? Corrected, int Splits, bool All)
{
    private const int RandomSplits = 100;
    private const int MostRepeatsForAll = 8; // 35 cuts; 9 repeats have 126

    /// <summary>Of a score's repeats.</summary>
    /// <returns>Null for fewer than two repeats, or where a half says the same of all images.</returns>
    public static SplitHalfReliability? Of(double[][] repeats)
    {
        if (repeats.Length < 2)
            return null;
        bool all = repeats.Length <= MostRepeatsForAll;
        bool[][] splits = all
            ? [.. AllSplits(repeats.Length)]
            : [.. Enumerable.Range(0, RandomSplits).Select(split => RandomSplit(repeats.Length, split))];
        double sum = 0;
        foreach (bool[] split in splits)
        {
            double? correlation = RankCorrelation.Spearman(
                Sum(repeats, split, inHalf: true), Sum(repeats, split, inHalf: false));
            if (correlation is not { } known)
                return null;
            sum += known;
        }

        double halves = sum / splits.Length;
        return new SplitHalfReliability(halves, halves > 0 ? 2 * halves / (1 + halves) : null, splits.Length, all);
    }

    // Every set of ⌊r/2⌋ repeats; for an even number of them the one with repeat 0 stands for its complement, too.
    private static IEnumerable<bool[]> AllSplits(int repeats) => Enumerable.Range(0, 1 << repeats)
        .Where(set => int.PopCount(set) == repeats / 2 && (repeats % 2 == 1 || (set & 1) == 1))
        .Select(set => Enumerable.Range(0, repeats).Select(r => (set >> r & 1) == 1).ToArray());

    private static bool[] RandomSplit(int repeats, int split)
    {
        bool[] half = new bool[repeats];
        IEnumerable<int> shuffled = Enumerable.Range(0, repeats)
            .OrderBy(r => Philox.Draw(0, RandomPurpose.Resampling, (uint)split, (uint)r).X);
        foreach (int r in shuffled.Take(repeats / 2))
            half[r] = true;
        return half;
    }

    // The rank of a sum is the rank of the mean.
    private static double[] Sum(double[][] repeats, bool[] split, bool inHalf)
    {
        double[] sum = new double[repeats[0].Length];
        for (int r = 0; r < repeats.Length; r++)
        {
            if (split[r] != inHalf)
                continue;
            for (int i = 0; i < sum.Length; i++)
                sum[i] += repeats[r][i];
        }

        return sum;
    }
}
