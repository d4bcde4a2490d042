using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Runs;

namespace IlgpuCnn.Network.Training.Optimizers;

/// <summary>Stochastic gradient descent with momentum, Nesterov's too.</summary>
internal sealed class SgdOptimizer(Sequential network, TrainConfig config, bool decoupled, StepValues values)
    : Optimizer
{
    private readonly Sgd op = new(network.Device);
    private readonly StepValue<SgdStep> update = values.Add<SgdStep>();
    private readonly ParameterStore parameters = network.Parameters;
    private readonly Floats velocity = network.Arena.Floats(network.Plan.OptimizerStates[0]);

    public override double CoupledDecay => decoupled ? 0 : config.WeightDecay;

    public override void Set(long step, double learningRate) => update.Set(SgdStep.Create(
        learningRate, config.Momentum, config.Nesterov, CoupledDecay, decoupled ? config.WeightDecay : 0));

    public override void Update() => op.Update(
        parameters.Length, parameters.DecayLength, update.View, parameters.Values, parameters.Gradients, velocity);
}
