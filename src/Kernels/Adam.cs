namespace IlgpuCnn.Kernels;

/// <summary>
/// One step of <see cref="Adam"/>, made with <see cref="Create"/>: the first <paramref name="DecayLength"/> of
/// <paramref name="Length"/> parameters take weight decay. Gains are 1 − β; StepSize is the learning rate over
/// 1 − β₁ᵗ; RootScale is 1 / √(1 − β₂ᵗ); CoupledDecay times w is added to the gradient; Shrink times w is taken off w.
/// </summary>
public readonly record struct AdamStep(
    int Length, int DecayLength, float Beta1, float Gain1, float Beta2, float Gain2, float Epsilon, float StepSize,
    float RootScale, float CoupledDecay, float Shrink)
{
    /// <summary>
    /// Step number <paramref name="step"/>, from 1. What depends on it is computed in double: in float 1 − 0.999 is off
    /// by 5e-5 of itself.
    /// </summary>
    public static AdamStep Create(
        int length, int decayLength, int step, double learningRate, double beta1 = 0.9, double beta2 = 0.999,
        double epsilon = 1e-8, double coupledDecay = 0, double decoupledDecay = 0)
    {
        Require.AtLeast(length, 0, nameof(length));
        Require.AtLeast(decayLength, 0, nameof(decayLength));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decayLength, length);
        Require.AtLeast(step, 1, nameof(step));
        return new AdamStep(
            length, decayLength, (float)beta1, (float)(1 - beta1), (float)beta2, (float)(1 - beta2), (float)epsilon,
            (float)(learningRate / (1 - Math.Pow(beta1, step))), (float)(1 / Math.Sqrt(1 - Math.Pow(beta2, step))),
            (float)coupledDecay, (float)(learningRate * decoupledDecay));
    }
}

/// <summary>
/// Adam (Kingma and Ba 2015) over a flat buffer of all parameters of a network, weights first: with coupled decay it
/// is Adam under an L2 penalty, with decoupled decay AdamW (Loshchilov and Hutter 2019). Formulas are PyTorch's: ε is
/// added after the corrected root. The step sets the gradient to zero once it is used, since the next one accumulates
/// into it and a launch to clear it would write it all again.
/// </summary>
public sealed class Adam(ComputeDevice device)
{
    private readonly Action<Index1D, AdamStep, int, Floats, Floats, Floats, Floats> update =
        device.Load<AdamStep, int, Floats, Floats, Floats, Floats>(UpdateKernel);

    // ---- kernels

    // Pointers, since a view checks itself at every access, which costs a CPU more than the maths.
    // m ← β₁m + (1−β₁)g; v ← β₂v + (1−β₂)g²; w ← w − lr·m̂ / (√v̂ + ε)
    private static unsafe void UpdateKernel(Index1D i, AdamStep s, int grain, Floats w, Floats dw, Floats m, Floats v)
    {
        int last = IntrinsicMath.Min((i + 1) * grain, s.Length);
        fixed (float* weights = &w[0], gradients = &dw[0], means = &m[0], squares = &v[0])
        {
            for (int j = i * grain; j < last; j++)
            {
                float weight = weights[j];
                float gradient = gradients[j];
                if (j < s.DecayLength)
                {
                    gradient += s.CoupledDecay * weight;
                    weight -= s.Shrink * weight;
                }

                float mean = (s.Beta1 * means[j]) + (s.Gain1 * gradient);
                float square = (s.Beta2 * squares[j]) + (s.Gain2 * gradient * gradient);
                means[j] = mean;
                squares[j] = square;
                weights[j] = weight - (s.StepSize * mean / ((MathF.Sqrt(square) * s.RootScale) + s.Epsilon));
                gradients[j] = 0f;
            }
        }
    }

    // ---- launchers

    /// <summary>
    /// Moves w by one step along dw and sets dw to zero. The moments m and v start as zeros and live with w.
    /// </summary>
    public void Update(in AdamStep step, Floats w, Floats dw, Floats m, Floats v)
    {
        Require.Length(w, step.Length, nameof(w), step.Length);
        Require.Length(dw, step.Length, nameof(dw), step.Length);
        Require.Length(m, step.Length, nameof(m), step.Length);
        Require.Length(v, step.Length, nameof(v), step.Length);
        WorkSplit split = device.Split(step.Length);
        update(split.Extent, step, split.Grain, w, dw, m, v);
    }
}
