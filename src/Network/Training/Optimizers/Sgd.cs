using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Training.Optimizers;

/// <summary>
/// Stochastic gradient descent with momentum, with weight decay as an L2 term whose gradient is part of every gradient.
/// </summary>
/// <param name="LearningRate">Base learning rate of training in code.</param>
/// <param name="Momentum">μ, in [0, 1).</param>
/// <param name="Nesterov">Whether the momentum is Nesterov's.</param>
/// <param name="WeightDecay">λ of the L2 term ½·λ·Σw² over the weights, not the biases.</param>
[Component("sgd(momentum=0,nesterov=false,weight-decay=0)", "SGD with momentum; weight decay is part of the gradient")]
public sealed record Sgd(
    double LearningRate = Optimizer.UsualLearningRate, double Momentum = 0, bool Nesterov = false,
    double WeightDecay = 0) : SgdRule(LearningRate, Momentum, Nesterov, WeightDecay)
{
    /// <summary>The optimizer with the arguments of its form, checked.</summary>
    /// <exception cref="InputException">An argument is out of its range.</exception>
    public Sgd(ComponentArguments a)
        : this(
            UsualLearningRate, a.Share("momentum"), ReadNesterov(a),
            a.Number("weight-decay", least: 0, most: float.MaxValue))
    {
    }

    /// <inheritdoc/>
    public override double CoupledDecay => WeightDecay;
}
