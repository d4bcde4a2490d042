namespace IlgpuCnn.Network.Training.Optimizers;

/// <summary>
/// m ← β₁m + (1 − β₁)g; v ← β₂v + (1 − β₂)g²; w ← w − lr·m̂ / (√v̂ + ε), with m̂ and v̂ corrected for their start at 0
/// (Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015).
/// </summary>
/// <param name="LearningRate">Base learning rate of training in code.</param>
/// <param name="Beta1">Decay of the mean of the gradients, in [0, 1).</param>
/// <param name="Beta2">Decay of the mean of their squares, in [0, 1).</param>
/// <param name="Epsilon">ε, over 0.</param>
/// <param name="WeightDecay">Weight decay of weights, not of biases.</param>
public abstract record AdamRule(double LearningRate, double Beta1, double Beta2, double Epsilon, double WeightDecay)
    : Optimizer(LearningRate)
{
    /// <inheritdoc/>
    public override int States => 2;

    /// <inheritdoc/>
    protected override OptimizerUpdate Create(OptimizerContext context) => new AdamUpdate(this, context);
}
