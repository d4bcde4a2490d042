using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Training.Optimizers;

/// <summary>
/// u ← μu + g; w ← w − lr·u, or w ← w − lr·(g + μu) with Nesterov's momentum (Sutskever, Martens, Dahl and Hinton, "On the
/// Importance of Initialization and Momentum in Deep Learning", ICML 2013, in PyTorch's form).
/// </summary>
/// <param name="LearningRate">Base learning rate of training in code.</param>
/// <param name="Momentum">μ, in [0, 1).</param>
/// <param name="Nesterov">Whether the momentum is Nesterov's.</param>
/// <param name="WeightDecay">Weight decay of weights, not of biases.</param>
public abstract record SgdRule(double LearningRate, double Momentum, bool Nesterov, double WeightDecay)
    : Optimizer(LearningRate)
{
    /// <inheritdoc/>
    public override int States => 1;

    /// <inheritdoc/>
    protected override OptimizerUpdate Create(OptimizerContext context) => new SgdUpdate(this, context);

    // Nesterov's is of the momentum: without one it would change nothing.
    private protected static bool ReadNesterov(ComponentArguments a) => a.Flag("nesterov") && a.Number("momentum") == 0
        ? throw new InputException($"In the optimizer '{a.Name}', nesterov=true needs a momentum over 0: give momentum=0.9.")
        : a.Flag("nesterov");
}
