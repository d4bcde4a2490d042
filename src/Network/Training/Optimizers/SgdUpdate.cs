using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Network.Layers;
using SgdOp = IlgpuCnn.Kernels.Ops.Sgd;

namespace IlgpuCnn.Network.Training.Optimizers;

/// <summary>The update of <see cref="Sgd"/> and <see cref="SgdW"/>.</summary>
internal sealed class SgdUpdate(SgdRule rule, OptimizerContext context) : OptimizerUpdate
{
    private readonly SgdOp op = new(context.Device);
    private readonly StepValue<SgdStep> update = context.Values.Add<SgdStep>();
    private readonly ParameterStore parameters = context.Parameters;
    private readonly Floats velocity = context.States[0];

    /// <inheritdoc/>
    public override void Set(long step, double learningRate) => update.Set(SgdStep.Create(
        learningRate, rule.Momentum, rule.Nesterov, rule.CoupledDecay, rule.WeightDecay - rule.CoupledDecay));

    /// <inheritdoc/>
    public override void Launch() => op.Update(
        parameters.Length, parameters.DecayLength, update.View, parameters.Values, parameters.Gradients, velocity);

    /// <inheritdoc/>
    public override bool TakesParts => true;

    /// <inheritdoc/>
    public override void Launch(in PartialGradients gradients) => op.Update(
        parameters.Length, parameters.DecayLength, update.View, parameters.Values, gradients, velocity);
}
