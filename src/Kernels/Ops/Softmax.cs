using IlgpuCnn.Kernels.Devices;

namespace IlgpuCnn.Kernels.Ops;

/// <summary>
/// Probabilities of logits: exp(z) / Σ exp(z) over the classes of an example, with every z shifted by the row's maximum,
/// so that no exponential overflows. A row with a NaN or +∞ among its logits is NaN throughout.
/// </summary>
public sealed class Softmax(ComputeDevice device)
{
    private readonly Action<Index1D, ClassificationShape, int, Floats, Floats> forward =
        device.Load<ClassificationShape, int, Floats, Floats>(ForwardKernel);

    // ---- kernels

    private static void ForwardKernel(
        Index1D i, ClassificationShape s, int grain, Floats logits, Floats probabilities)
    {
        int last = IntrinsicMath.Min((i + 1) * grain, s.N);
        for (int n = i * grain; n < last; n++)
        {
            int row = n * s.Classes;
            float max = logits[row];
            for (int c = 1; c < s.Classes; c++)
                max = IntrinsicMath.Max(max, logits[row + c]);
            float sum = 0f;
            for (int c = 0; c < s.Classes; c++)
            {
                float power = MathF.Exp(logits[row + c] - max);
                probabilities[row + c] = power;
                sum += power;
            }

            for (int c = 0; c < s.Classes; c++)
                probabilities[row + c] /= sum;
        }
    }

    // ---- launchers

    /// <summary>
    /// probabilities (N, Classes) = softmax of each row of logits (N, Classes). Both may be the same memory.
    /// </summary>
    public void Forward(ClassificationShape shape, Floats logits, Floats probabilities)
    {
        Require.Length(logits, shape.Length, nameof(logits), shape);
        Require.Length(probabilities, shape.Length, nameof(probabilities), shape);
        WorkSplit split = device.Split(shape.N);
        forward(split.Extent, shape, split.Grain, logits, probabilities);
    }
}
