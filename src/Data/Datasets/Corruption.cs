using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Random;

namespace IlgpuCnn.Data.Datasets;

/// <summary>
/// Training data made worse on purpose, the settings where curricula are known to matter; a function of the
/// configuration's seed.
/// </summary>
internal static class Corruption
{
    /// <exception cref="InputException">A number is out of its range.</exception>
    public static void Check(DataConfig options)
    {
        if (options.LabelNoise is not (>= 0 and < 1))
        {
            throw new InputException(FormattableString.Invariant(
                $"The label noise is {options.LabelNoise}; it must be in [0, 1)."));
        }

        if (!(options.Imbalance >= 1 && double.IsFinite(options.Imbalance)))
        {
            throw new InputException(FormattableString.Invariant(
                $"The imbalance is {options.Imbalance}; it must be at least 1."));
        }
    }

    /// <summary>Imbalance first, then label noise.</summary>
    public static ImageSet Apply(ImageSet train, DataConfig options)
    {
        if (options.Imbalance > 1 && train.ClassNames.Length > 1)
            train = train.Select(LongTail(train, options.Imbalance, options.Seed));
        return options.LabelNoise > 0
            ? train with { Labels = Noisy(train, options.LabelNoise, options.Seed) }
            : train;
    }

    // Class c of C keeps ρ^(−c / (C − 1)) of its images, at least one: the long tail of Cui et al., "Class-Balanced
    // Loss Based on Effective Number of Samples" (CVPR 2019).
    private static int[] LongTail(ImageSet train, double ratio, ulong seed)
    {
        int last = train.ClassNames.Length - 1;
        int[] sizes = new int[last + 1];
        foreach (int label in train.Labels)
            sizes[label]++;
        return StratifiedSplit.Limit(
            train.Labels, c => Math.Max(1, (int)Math.Round(sizes[c] * Math.Pow(ratio, -(double)c / last))), seed);
    }

    private static int[] Noisy(ImageSet train, double share, ulong seed)
    {
        int classes = train.ClassNames.Length;
        if (classes < 2)
            throw new InputException("Label noise needs at least two classes.");
        int[] labels = [.. train.Labels];
        for (int i = 0; i < labels.Length; i++)
        {
            Random4 random = Philox.Draw(seed, RandomPurpose.LabelNoise, 0, (uint)i);
            if (Random4.ToUnit(random.X) < share)
                labels[i] = (labels[i] + 1 + (int)(random.Y % (uint)(classes - 1))) % classes;
        }

        return labels;
    }
}
