namespace IlgpuCnn.Tests.Reference;

/// <summary>
/// Training dynamics as their definitions read, in double, from everything that was ever seen of each image.
/// </summary>
public sealed class DynamicsReference(int images, int classes)
{
    private readonly List<Sight>[] sights = [.. Enumerable.Range(0, images).Select(_ => new List<Sight>())];

    private sealed record Sight(int Epoch, bool Correct, double Probability, double ErrorNorm);

    public int[] Seen => Of(seen => seen.Count);

    public int[] Correct => Of(seen => seen.Count(sight => sight.Correct));

    public int[] Forgotten => Of(seen => seen.Zip(seen.Skip(1)).Count(pair => pair.First.Correct && !pair.Second.Correct));

    public int[] CorrectSince => Of(seen =>
        seen.AsEnumerable().Reverse().TakeWhile(sight => sight.Correct).LastOrDefault()?.Epoch ?? 0);

    public double[] MeanProbability => Of(Mean);

    public double[] Deviation => Of(seen =>
        Math.Sqrt(seen.Count == 0 ? 0 : seen.Average(sight => Math.Pow(sight.Probability - Mean(seen), 2))));

    public double[] ErrorNorm(int epoch) => Of(seen => seen
        .Where(sight => sight.Epoch == epoch).Select(sight => sight.ErrorNorm).DefaultIfEmpty(0).Average());

    /// <summary>One batch: logits (N, classes), labels, and which image each example is.</summary>
    public void See(int epoch, float[] logits, int[] labels, int[] indices)
    {
        for (int n = 0; n < indices.Length; n++)
        {
            double[] row = [.. logits[(n * classes)..((n + 1) * classes)].Select(z => (double)z)];
            double max = row.Max();
            double sum = row.Sum(z => Math.Exp(z - max));
            double[] softmax = [.. row.Select(z => Math.Exp(z - max) / sum)];
            double[] target = [.. row.Select((_, c) => c == labels[n] ? 1.0 : 0)];
            double norm = Math.Sqrt(softmax.Zip(target).Sum(pair => Math.Pow(pair.First - pair.Second, 2)));
            bool correct = Array.IndexOf(row, max) == labels[n];
            sights[indices[n]].Add(new Sight(epoch, correct, softmax[labels[n]], norm));
        }
    }

    private static double Mean(List<Sight> seen) => seen.Select(sight => sight.Probability).DefaultIfEmpty(0).Average();

    private T[] Of<T>(Func<List<Sight>, T> measure) => [.. sights.Select(measure)];
}
