using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Training.Optimizers;

/// <summary>
/// Stochastic gradient descent with momentum and decoupled weight decay, w ← w − lr·λ·w beside the update (Loshchilov
/// and Hutter, "Decoupled Weight Decay Regularization", ICLR 2019).
/// </summary>
/// <param name="LearningRate">Base learning rate of training in code.</param>
/// <param name="Momentum">μ, in [0, 1).</param>
/// <param name="Nesterov">Whether the momentum is Nesterov's.</param>
/// <param name="WeightDecay">λ, of the weights, not of the biases.</param>
[Component("sgdw(momentum=0,nesterov=false,weight-decay=0)", "SGD with momentum and decoupled weight decay")]
public sealed record SgdW(
    double LearningRate = Optimizer.UsualLearningRate, double Momentum = 0, bool Nesterov = false,
    double WeightDecay = 0) : SgdRule(LearningRate, Momentum, Nesterov, WeightDecay)
{
    /// <summary>The optimizer with the arguments of its form, checked.</summary>
    /// <exception cref="InputException">An argument is out of its range.</exception>
    public SgdW(ComponentArguments a)
        : this(
            UsualLearningRate, a.Share("momentum"), ReadNesterov(a),
            a.Number("weight-decay", least: 0, most: float.MaxValue))
    {
    }
}
