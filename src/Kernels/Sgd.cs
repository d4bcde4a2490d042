namespace IlgpuCnn.Kernels;

/// <summary>
/// One step of <see cref="Sgd"/>, made with <see cref="Create"/>: the first <paramref name="DecayLength"/> of
/// <paramref name="Length"/> parameters take weight decay. The step goes along GradientShare·g + VelocityShare·u.
/// CoupledDecay times w is added to the gradient; Shrink times w is taken off w.
/// </summary>
public readonly record struct SgdStep(
    int Length, int DecayLength, float LearningRate, float Momentum, float GradientShare, float VelocityShare,
    float CoupledDecay, float Shrink)
{
    /// <summary>A checked step.</summary>
    public static SgdStep Create(
        int length, int decayLength, double learningRate, double momentum = 0, bool nesterov = false,
        double coupledDecay = 0, double decoupledDecay = 0)
    {
        Require.AtLeast(length, 0, nameof(length));
        Require.AtLeast(decayLength, 0, nameof(decayLength));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decayLength, length);
        return new SgdStep(
            length, decayLength, (float)learningRate, (float)momentum, nesterov ? 1f : 0f,
            nesterov ? (float)momentum : 1f, (float)coupledDecay, (float)(learningRate * decoupledDecay));
    }
}

/// <summary>
/// Stochastic gradient descent with momentum, plain or Nesterov's, over a flat buffer of all parameters of a network,
/// weights first. Formulas are PyTorch's without dampening: u ← μu + g, so the first step, from u = 0, has u = g. The
/// step sets the gradient to zero once it is used, since the next one accumulates into it and a launch to clear it
/// would write it all again.
/// </summary>
public sealed class Sgd(ComputeDevice device)
{
    private readonly Action<Index1D, SgdStep, int, Floats, Floats, Floats> update =
        device.Load<SgdStep, int, Floats, Floats, Floats>(UpdateKernel);

    // ---- kernels

    // Pointers, since a view checks itself at every access, which costs a CPU more than the maths.
    // u ← μu + g; w ← w − lr·u, or under Nesterov w − lr·(g + μu)
    private static unsafe void UpdateKernel(Index1D i, SgdStep s, int grain, Floats w, Floats dw, Floats u)
    {
        int last = IntrinsicMath.Min((i + 1) * grain, s.Length);
        fixed (float* weights = &w[0], gradients = &dw[0], velocities = &u[0])
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

                float velocity = (s.Momentum * velocities[j]) + gradient;
                velocities[j] = velocity;
                gradient = (s.GradientShare * gradient) + (s.VelocityShare * velocity);
                weights[j] = weight - (s.LearningRate * gradient);
                gradients[j] = 0f;
            }
        }
    }

    // ---- launchers

    /// <summary>
    /// Moves w by one step along dw and sets dw to zero. The velocity starts as zeros and lives with w.
    /// </summary>
    public void Update(in SgdStep step, Floats w, Floats dw, Floats velocity)
    {
        Require.Length(w, step.Length, nameof(w), step.Length);
        Require.Length(dw, step.Length, nameof(dw), step.Length);
        Require.Length(velocity, step.Length, nameof(velocity), step.Length);
        WorkSplit split = device.Split(step.Length);
        update(split.Extent, step, split.Grain, w, dw, velocity);
    }
}
