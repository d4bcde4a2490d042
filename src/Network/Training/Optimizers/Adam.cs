using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Training.Optimizers;

/// <summary>
/// Adam (Kingma and Ba 2015), with weight decay as an L2 term whose gradient is part of every gradient.
/// </summary>
/// <param name="LearningRate">Base learning rate of training in code.</param>
/// <param name="Beta1">Decay of the mean of the gradients, in [0, 1).</param>
/// <param name="Beta2">Decay of the mean of their squares, in [0, 1).</param>
/// <param name="Epsilon">ε, over 0.</param>
/// <param name="WeightDecay">λ of the L2 term ½·λ·Σw² over the weights, not the biases.</param>
[Component("adam(beta1=0.9,beta2=0.999,epsilon=1e-8,weight-decay=0)", "Adam; weight decay is part of the gradient")]
public sealed record Adam(
    double LearningRate = Optimizer.UsualLearningRate, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8,
    double WeightDecay = 0) : AdamRule(LearningRate, Beta1, Beta2, Epsilon, WeightDecay)
{
    /// <summary>The optimizer with the arguments of its form, checked.</summary>
    /// <exception cref="InputException">An argument is out of its range.</exception>
    public Adam(ComponentArguments a)
        : this(
            UsualLearningRate, a.Share("beta1"), a.Share("beta2"), a.Number("epsilon", over: 0, most: float.MaxValue),
            a.Number("weight-decay", least: 0, most: float.MaxValue))
    {
    }

    /// <inheritdoc/>
    public override double CoupledDecay => WeightDecay;
}
