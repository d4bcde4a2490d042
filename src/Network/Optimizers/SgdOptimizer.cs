using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Optimizers;

/// <summary>Stochastic gradient descent with momentum, Nesterov's too.</summary>
internal sealed class SgdOptimizer(Sequential network, TrainConfig config, bool decoupled) : Optimizer
{
    private readonly Sgd op = new(network.Device);
    private readonly ParameterStore parameters = network.Parameters;
    private readonly Floats velocity = network.Arena.Floats(network.Plan.OptimizerStates[0]);

    public override double CoupledDecay => decoupled ? 0 : config.WeightDecay;

    public override void Step(long step, double learningRate)
    {
        SgdStep update = SgdStep.Create(
            parameters.Length, parameters.DecayLength, learningRate, config.Momentum, config.Nesterov,
            CoupledDecay, decoupled ? config.WeightDecay : 0);
        op.Update(update, parameters.Values, parameters.Gradients, velocity);
    }
}
