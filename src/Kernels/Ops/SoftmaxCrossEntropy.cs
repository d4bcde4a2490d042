using IlgpuCnn.Kernels.Devices;

namespace IlgpuCnn.Kernels.Ops;

/// <summary>
/// Softmax and cross-entropy in one op, against the target t = (1 − ε)·onehot(label) + ε / Classes: an example's loss
/// is log Σ exp(z) − Σ t·z, with every z shifted by the row's maximum, so that no exponential overflows. A row with a
/// NaN logit, or with a label that is no class, has the loss NaN. The gradient is that of the mean over the batch.
/// </summary>
public sealed class SoftmaxCrossEntropy(ComputeDevice device)
{
    private readonly Action<Index1D, ClassificationShape, int, float, Floats, Ints, Floats, Ints> forward =
        device.Load<ClassificationShape, int, float, Floats, Ints, Floats, Ints>(ForwardKernel);

    private readonly Action<Index1D, ClassificationShape, int, float, Floats, Ints, Floats> backward =
        device.Load<ClassificationShape, int, float, Floats, Ints, Floats>(BackwardKernel);

    // ---- kernels

    private static void ForwardKernel(
        Index1D i, ClassificationShape s, int grain, float smoothing, Floats logits, Ints labels, Floats losses,
        Ints predictions)
    {
        int last = IntrinsicMath.Min((i + 1) * grain, s.N);
        for (int n = i * grain; n < last; n++)
        {
            int row = n * s.Classes;
            int best = Largest(row, s.Classes, logits);
            float max = logits[row + best];
            int label = labels[n];
            float sum = 0f;
            float all = 0f;
            float own = float.NaN;
            for (int c = 0; c < s.Classes; c++)
            {
                float shifted = logits[row + c] - max;
                sum += MathF.Exp(shifted);
                all += shifted;
                if (c == label)
                    own = shifted;
            }

            // Without smoothing the other logits stay out, since 0 · −∞ is not 0.
            float target = smoothing == 0f ? own : ((1f - smoothing) * own) + (smoothing / s.Classes * all);
            losses[n] = MathF.Log(sum) - target;
            predictions[n] = best;
        }
    }

    // dz = (softmax(z) − t) / N
    private static void BackwardKernel(
        Index1D i, ClassificationShape s, int grain, float smoothing, Floats logits, Ints labels, Floats dlogits)
    {
        int last = IntrinsicMath.Min((i + 1) * grain, s.N);
        float uniform = smoothing / s.Classes;
        for (int n = i * grain; n < last; n++)
        {
            int row = n * s.Classes;
            float max = logits[row + Largest(row, s.Classes, logits)];
            int label = labels[n];
            float sum = 0f;
            for (int c = 0; c < s.Classes; c++)
            {
                float power = MathF.Exp(logits[row + c] - max);
                dlogits[row + c] = power;
                sum += power;
            }

            for (int c = 0; c < s.Classes; c++)
            {
                float target = c == label ? uniform + (1f - smoothing) : uniform;
                dlogits[row + c] = ((dlogits[row + c] / sum) - target) / s.N;
            }
        }
    }

    // The lowest class of those with the largest logit.
    private static int Largest(int row, int classes, Floats logits)
    {
        int best = 0;
        float max = logits[row];
        for (int c = 1; c < classes; c++)
        {
            float value = logits[row + c];
            if (value > max)
            {
                max = value;
                best = c;
            }
        }

        return best;
    }

    // ---- launchers

    /// <summary>
    /// losses (N) = the loss of each example, and predictions (N) = the class of its largest logit, of equals the
    /// lowest.
    /// </summary>
    public void Forward(
        ClassificationShape shape, float labelSmoothing, Floats logits, Ints labels, Floats losses, Ints predictions)
    {
        RequireSmoothing(labelSmoothing);
        Require.Length(logits, shape.Length, nameof(logits), shape);
        Require.Length(labels, shape.N, nameof(labels), shape);
        Require.Length(losses, shape.N, nameof(losses), shape);
        Require.Length(predictions, shape.N, nameof(predictions), shape);
        WorkSplit split = device.Split(shape.N);
        forward(split.Extent, shape, split.Grain, labelSmoothing, logits, labels, losses, predictions);
    }

    /// <summary>dlogits (N, Classes) = the gradient of the mean loss over the batch. Overwrites dlogits.</summary>
    public void Backward(ClassificationShape shape, float labelSmoothing, Floats logits, Ints labels, Floats dlogits)
    {
        RequireSmoothing(labelSmoothing);
        Require.Length(logits, shape.Length, nameof(logits), shape);
        Require.Length(labels, shape.N, nameof(labels), shape);
        Require.Length(dlogits, shape.Length, nameof(dlogits), shape);
        WorkSplit split = device.Split(shape.N);
        backward(split.Extent, shape, split.Grain, labelSmoothing, logits, labels, dlogits);
    }

    internal static void RequireSmoothing(float labelSmoothing)
    {
        if (!(labelSmoothing >= 0f && labelSmoothing <= 1f))
        {
            throw new ArgumentOutOfRangeException(
                nameof(labelSmoothing), labelSmoothing, "labelSmoothing must be from 0 to 1.");
        }
    }
}
