namespace IlgpuCnn.Kernels;

/// <summary>When a step was.</summary>
/// <param name="Epoch">Its epoch, from 1.</param>
/// <param name="ErrorNormEpoch">The epoch of which error norms are kept; 0 for none.</param>
public readonly record struct DynamicsEpoch(int Epoch, int ErrorNormEpoch);

/// <summary>
/// Follows each image through training, one launch a step: forgetting events (Toneva et al., "An Empirical Study of
/// Example Forgetting", 2019), mean and spread of the label's probability (Swayamdipta et al., "Dataset Cartography",
/// 2020; by Welford's recurrence, so that no difference of large sums is taken) and the error norm EL2N (Paul et al.,
/// "Deep Learning on a Data Diet", 2021). A scatter by image: no image may stand in a batch twice, which a shuffle
/// guarantees and draws with replacement would not. A logit that is NaN, or a label that is no class, makes its
/// image's numbers NaN.
/// </summary>
public sealed class ExampleDynamics(ComputeDevice device)
{
    private readonly
        Action<Index1D, ClassificationShape, int, DynamicsEpoch, Floats, Ints, Ints, Ints, ImageDynamics> record =
            device.Load<ClassificationShape, int, DynamicsEpoch, Floats, Ints, Ints, Ints, ImageDynamics>(
                RecordKernel);

    // ---- kernels

    private static void RecordKernel(
        Index1D i, ClassificationShape s, int grain, DynamicsEpoch when, Floats logits, Ints labels, Ints predictions,
        Ints indices, ImageDynamics images)
    {
        int last = IntrinsicMath.Min((i + 1) * grain, s.N);
        for (int n = i * grain; n < last; n++)
        {
            int image = indices[n];
            bool correct = predictions[n] == labels[n];
            bool wasCorrect = images.CorrectSince[image] > 0;
            images.Seen[image] += 1;
            images.Correct[image] += correct ? 1 : 0;
            images.Forgotten[image] += wasCorrect && !correct ? 1 : 0;
            images.CorrectSince[image] = !correct ? 0 : wasCorrect ? images.CorrectSince[image] : when.Epoch;
            RecordProbability(s, when, n, image, labels[n], predictions[n], logits, images);
        }
    }

    // The error norm is made of what the other classes were given, so that it keeps its digits when it is small.
    private static void RecordProbability(
        ClassificationShape s, DynamicsEpoch when, int n, int image, int label, int prediction, Floats logits,
        ImageDynamics images)
    {
        int row = n * s.Classes;
        float max = logits[row + prediction];
        float own = float.NaN;
        float others = 0f;
        float othersSquared = 0f;
        for (int c = 0; c < s.Classes; c++)
        {
            float power = MathF.Exp(logits[row + c] - max);
            if (c == label)
            {
                own = power;
            }
            else
            {
                others += power;
                othersSquared += power * power;
            }
        }

        float sum = own + others;
        float deviation = (own / sum) - images.MeanProbability[image];
        images.MeanProbability[image] += deviation / images.Seen[image];
        images.SquaredDeviations[image] += deviation * ((own / sum) - images.MeanProbability[image]);
        if (when.Epoch == when.ErrorNormEpoch)
        {
            float norm = MathF.Sqrt((others * others) + othersSquared) / sum;
            images.ErrorNormSeen[image] += 1;
            images.ErrorNorm[image] += (norm - images.ErrorNorm[image]) / images.ErrorNormSeen[image];
        }
    }

    // ---- launchers

    /// <summary>Adds what a batch's <paramref name="logits"/> (N, Classes) say of its images.</summary>
    /// <param name="shape">Of the batch.</param>
    /// <param name="when">The step's epoch.</param>
    /// <param name="logits">Before the step's update.</param>
    /// <param name="labels">Class of each example (N).</param>
    /// <param name="predictions">The class of the largest logit of each example (N).</param>
    /// <param name="indices">Which image each example is (N), all different.</param>
    /// <param name="images">What is added to.</param>
    /// <exception cref="ArgumentException">A view is too short, or the epoch is not from 1 on.</exception>
    public void Record(
        ClassificationShape shape, DynamicsEpoch when, Floats logits, Ints labels, Ints predictions, Ints indices,
        ImageDynamics images)
    {
        Require.AtLeast(when.Epoch, 1, nameof(when.Epoch));
        Require.Length(logits, shape.Length, nameof(logits), shape);
        Require.Length(labels, shape.N, nameof(labels), shape);
        Require.Length(predictions, shape.N, nameof(predictions), shape);
        Require.Length(indices, shape.N, nameof(indices), shape);
        RequireAlike(images);
        WorkSplit split = device.Split(shape.N);
        record(split.Extent, shape, split.Grain, when, logits, labels, predictions, indices, images);
    }

    private static void RequireAlike(ImageDynamics images)
    {
        const string What = "a data set of";
        long count = images.Seen.Length;
        Require.Length(images.Correct, count, nameof(images.Correct), What, count);
        Require.Length(images.Forgotten, count, nameof(images.Forgotten), What, count);
        Require.Length(images.CorrectSince, count, nameof(images.CorrectSince), What, count);
        Require.Length(images.MeanProbability, count, nameof(images.MeanProbability), What, count);
        Require.Length(images.SquaredDeviations, count, nameof(images.SquaredDeviations), What, count);
        Require.Length(images.ErrorNorm, count, nameof(images.ErrorNorm), What, count);
        Require.Length(images.ErrorNormSeen, count, nameof(images.ErrorNormSeen), What, count);
    }
}
