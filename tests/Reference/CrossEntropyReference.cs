namespace IlgpuCnn.Tests.Reference;

/// <summary>Cross-entropy of softmax against a smoothed target, as its definition reads, in double.</summary>
public static class CrossEntropyReference
{
    /// <summary>Per-example losses of logits (N, classes).</summary>
    public static double[] Losses(double[] logits, int[] labels, int classes, double smoothing)
    {
        double[] losses = new double[labels.Length];
        for (int n = 0; n < labels.Length; n++)
        {
            double[] row = logits[(n * classes)..((n + 1) * classes)];
            double max = row.Max();
            double logSum = max + Math.Log(row.Sum(z => Math.Exp(z - max)));
            for (int c = 0; c < classes; c++)
            {
                double target = (c == labels[n] ? 1 - smoothing : 0) + (smoothing / classes);
                losses[n] -= target * (row[c] - logSum);
            }
        }

        return losses;
    }
}
