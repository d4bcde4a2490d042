using System.Runtime.CompilerServices;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Ops;

namespace IlgpuCnn.Kernels.ImageScores;

/// <summary>
/// Gathers training dynamics from the logits that training steps make anyway: forgetting (Toneva et al. 2019), mean and
/// spread of the confidence, by Welford's sums (Swayamdipta et al., "Dataset Cartography", 2020), and EL2N (Paul et
/// al., "Deep Learning on a Data Diet", 2021). One thread an example; an image must not be twice in a batch.
/// </summary>
public sealed class ExampleDynamics(ComputeDevice device)
{
    private readonly Action<Index1D, ClassificationShape, int, int, int, Floats, Ints, Ints, DynamicsViews> record =
        device.Load<ClassificationShape, int, int, int, Floats, Ints, Ints, DynamicsViews>(RecordKernel);

    // ---- kernels

    private static void RecordKernel(
        Index1D i, ClassificationShape s, int grain, int epoch, int normEpoch, Floats logits, Ints labels,
        Ints indices, DynamicsViews views)
    {
        int last = IntrinsicMath.Min((i + 1) * grain, s.N);
        for (int n = i * grain; n < last; n++)
        {
            int image = indices[n];
            int row = n * s.Classes;
            int best = 0;
            for (int c = 1; c < s.Classes; c++)
                best = logits[row + c] > logits[row + best] ? c : best;
            Count(image, best == labels[n], epoch, views);

            // What the other classes have is added up apart: 1 − own would lose the digits of a small error.
            float max = logits[row + best];
            float others = 0f;
            float squares = 0f;
            for (int c = 0; c < s.Classes; c++)
            {
                float power = c == labels[n] ? 0f : MathF.Exp(logits[row + c] - max);
                others += power;
                squares += power * power;
            }

            float sum = MathF.Exp(logits[row + labels[n]] - max) + others;
            float own = 1f - (others / sum);
            float away = own - views.Confidence[image];
            float mean = views.Confidence[image] + (away / views.Seen[image]);
            views.Confidence[image] = mean;
            views.Spread[image] += away * (own - mean);
            if (epoch == normEpoch)
                views.ErrorNorm[image] = MathF.Sqrt((others * others) + squares) / sum;
        }
    }

    // An image that was right the last time is one that is learned.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Count(int image, bool correct, int epoch, DynamicsViews views)
    {
        int learned = views.Learned[image];
        views.Seen[image]++;
        views.Correct[image] += correct ? 1 : 0;
        views.Forgotten[image] += !correct && learned > 0 ? 1 : 0;
        int since = learned > 0 ? learned : epoch;
        views.Learned[image] = correct ? since : 0;
    }

    // ---- launchers

    /// <summary>Adds one batch to the dynamics.</summary>
    /// <param name="shape">Extents of the batch.</param>
    /// <param name="epoch">The epoch that the batch belongs to, from 1.</param>
    /// <param name="normEpoch">The epoch whose EL2N is kept.</param>
    /// <param name="logits">Logits (N, Classes).</param>
    /// <param name="labels">Labels (N).</param>
    /// <param name="indices">Index (N) of each example in <paramref name="views"/>.</param>
    /// <param name="views">The dynamics that the batch is added to.</param>
    /// <exception cref="ArgumentException">A view is too short.</exception>
    public void Record(
        ClassificationShape shape, int epoch, int normEpoch, Floats logits, Ints labels, Ints indices,
        DynamicsViews views)
    {
        Require.AtLeast(epoch, 1, nameof(epoch));
        Require.Length(logits, shape.Length, nameof(logits), shape);
        Require.Length(labels, shape.N, nameof(labels), shape);
        Require.Length(indices, shape.N, nameof(indices), shape);
        Check(views);
        WorkSplit split = device.Split(shape.N);
        record(split.Extent, shape, split.Grain, epoch, normEpoch, logits, labels, indices, views);
    }

    private static void Check(DynamicsViews views)
    {
        const string What = "a data set of";
        long count = views.Seen.Length;
        Require.Length(views.Correct, count, nameof(views.Correct), What, count);
        Require.Length(views.Forgotten, count, nameof(views.Forgotten), What, count);
        Require.Length(views.Learned, count, nameof(views.Learned), What, count);
        Require.Length(views.Confidence, count, nameof(views.Confidence), What, count);
        Require.Length(views.Spread, count, nameof(views.Spread), What, count);
        Require.Length(views.ErrorNorm, count, nameof(views.ErrorNorm), What, count);
    }
}
