namespace IlgpuCnn.Kernels.Ops;

/// <summary>
/// The numbers of one step of <see cref="Sgd"/>, made with <see cref="Create"/>: it goes along GradientShare·g +
/// VelocityShare·u. CoupledDecay times w is added to the gradient; Shrink times w is taken off w.
/// </summary>
public readonly record struct SgdStep(
    float LearningRate, float Momentum, float GradientShare, float VelocityShare, float CoupledDecay, float Shrink)
{
    /// <summary>The numbers of a step that PyTorch's options describe.</summary>
    public static SgdStep Create(
        double learningRate, double momentum = 0, bool nesterov = false, double coupledDecay = 0,
        double decoupledDecay = 0) => new(
        (float)learningRate, (float)momentum, nesterov ? 1f : 0f, nesterov ? (float)momentum : 1f,
        (float)coupledDecay, (float)(learningRate * decoupledDecay));
}
