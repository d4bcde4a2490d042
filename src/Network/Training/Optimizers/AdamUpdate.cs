using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Network.Layers;
using AdamOp = IlgpuCnn.Kernels.Ops.Adam;

namespace IlgpuCnn.Network.Training.Optimizers;

/// <summary>The update of <see cref="Adam"/> and <see cref="AdamW"/>.</summary>
internal sealed class AdamUpdate(AdamRule rule, OptimizerContext context) : OptimizerUpdate
{
    private readonly AdamOp op = new(context.Device);
    private readonly StepValue<AdamStep> update = context.Values.Add<AdamStep>();
    private readonly ParameterStore parameters = context.Parameters;
    private readonly Floats mean = context.States[0];
    private readonly Floats square = context.States[1];

    /// <inheritdoc/>
    public override void Set(long step, double learningRate) => update.Set(AdamStep.Create(
        (int)(step + 1), learningRate, rule.Beta1, rule.Beta2, rule.Epsilon, rule.CoupledDecay,
        rule.WeightDecay - rule.CoupledDecay));

    /// <inheritdoc/>
    public override void Launch() => op.Update(
        parameters.Length, parameters.DecayLength, update.View, parameters.Values, parameters.Gradients, mean, square);

    /// <inheritdoc/>
    public override bool TakesParts => true;

    /// <inheritdoc/>
    public override void Launch(in PartialGradients gradients) => op.Update(
        parameters.Length, parameters.DecayLength, update.View, parameters.Values, gradients, mean, square);
}
