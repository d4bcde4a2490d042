namespace IlgpuCnn.Kernels.Ops;

/// <summary>
/// The numbers of one step of <see cref="Adam"/>, made with <see cref="Create"/>. Gains are 1 − β; StepSize is the
/// learning rate over 1 − β₁ᵗ; RootScale is 1 / √(1 − β₂ᵗ); CoupledDecay times w is added to the gradient; Shrink times
/// w is taken off w.
/// </summary>
public readonly record struct AdamStep(
    float Beta1, float Gain1, float Beta2, float Gain2, float Epsilon, float StepSize, float RootScale,
    float CoupledDecay, float Shrink)
{
    /// <summary>
    /// The numbers of step number <paramref name="step"/>, from 1. What depends on it is computed in double: in float 1
    /// − 0.999 is off by 5e-5 of itself.
    /// </summary>
    public static AdamStep Create(
        int step, double learningRate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8,
        double coupledDecay = 0, double decoupledDecay = 0)
    {
        Require.AtLeast(step, 1, nameof(step));
        return new AdamStep(
            (float)beta1, (float)(1 - beta1), (float)beta2, (float)(1 - beta2), (float)epsilon,
            (float)(learningRate / (1 - Math.Pow(beta1, step))), (float)(1 / Math.Sqrt(1 - Math.Pow(beta2, step))),
            (float)coupledDecay, (float)(learningRate * decoupledDecay));
    }
}
