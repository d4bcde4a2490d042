using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Runs;

namespace IlgpuCnn.Network.Training.Optimizers;

/// <summary>Adam, or AdamW where weight decay is decoupled.</summary>
internal sealed class AdamOptimizer(Sequential network, TrainConfig config, bool decoupled, StepValues values)
    : Optimizer
{
    private readonly Adam op = new(network.Device);
    private readonly StepValue<AdamStep> update = values.Add<AdamStep>();
    private readonly ParameterStore parameters = network.Parameters;
    private readonly Floats mean = network.Arena.Floats(network.Plan.OptimizerStates[0]);
    private readonly Floats square = network.Arena.Floats(network.Plan.OptimizerStates[1]);

    public override double CoupledDecay => decoupled ? 0 : config.WeightDecay;

    public override void Set(long step, double learningRate) => update.Set(AdamStep.Create(
        (int)(step + 1), learningRate, config.Beta1, config.Beta2, config.Epsilon, CoupledDecay,
        decoupled ? config.WeightDecay : 0));

    public override void Update() => op.Update(
        parameters.Length, parameters.DecayLength, update.View, parameters.Values, parameters.Gradients, mean, square);
}
