using ILGPU;
using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Training.Optimizers;

namespace OwnComponents;

/// <summary>
/// w ← w − lr·(sign(β₁m + (1 − β₁)g) + λw); m ← β₂m + (1 − β₂)g (Chen et al., "Symbolic Discovery of Optimization
/// Algorithms", NeurIPS 2023).
/// </summary>
/// <param name="LearningRate">Base learning rate of training in code.</param>
/// <param name="Beta1">Share of the old mean in the direction of a step, in [0, 1).</param>
/// <param name="Beta2">Decay of the mean of the gradients, in [0, 1).</param>
/// <param name="WeightDecay">λ, of the weights, not of the biases.</param>
[Component("lion(beta1=0.9,beta2=0.99,weight-decay=0)", "the sign of a mean of gradients, with decoupled weight decay")]
public sealed record Lion(
    double LearningRate = Optimizer.UsualLearningRate, double Beta1 = 0.9, double Beta2 = 0.99, double WeightDecay = 0)
    : Optimizer(LearningRate)
{
    /// <summary>The optimizer with the arguments of its form, checked.</summary>
    public Lion(ComponentArguments a)
        : this(UsualLearningRate, a.Share("beta1"), a.Share("beta2"), a.Number("weight-decay", least: 0))
    {
    }

    /// <inheritdoc/>
    public override int States => 1;

    /// <inheritdoc/>
    protected override OptimizerUpdate Create(OptimizerContext context) => new Update(this, context);

    /// <summary>What a step needs to know, as kernels read it.</summary>
    public readonly record struct Step(float LearningRate, float Beta1, float Beta2, float WeightDecay);

    // The rate changes from step to step, so it is read on the device: the launch has the same arguments every time.
    private sealed class Update(Lion lion, OptimizerContext context) : OptimizerUpdate
    {
        private readonly ParameterStore parameters = context.Parameters;
        private readonly StepValue<Step> step = context.Values.Add<Step>();

        private readonly Action<Index1D, int, ArrayView<Step>, ArrayView<float>, ArrayView<float>, ArrayView<float>> launch =
            context.Device.Load<int, ArrayView<Step>, ArrayView<float>, ArrayView<float>, ArrayView<float>>(Kernel);

        public override void Set(long number, double learningRate) => step.Set(new Step(
            (float)learningRate, (float)lion.Beta1, (float)lion.Beta2, (float)lion.WeightDecay));

        public override void Launch() => launch(
            parameters.Length, parameters.DecayLength, step.View, parameters.Values, parameters.Gradients,
            context.States[0]);

        private static void Kernel(
            Index1D i, int decayLength, ArrayView<Step> step, ArrayView<float> w, ArrayView<float> dw, ArrayView<float> m)
        {
            Step s = step[0];
            float mean = m[i];
            float direction = (s.Beta1 * mean) + ((1f - s.Beta1) * dw[i]);
            float sign = direction > 0f ? 1f : direction < 0f ? -1f : 0f;
            float decay = i < decayLength ? s.WeightDecay : 0f;
            w[i] -= s.LearningRate * (sign + (decay * w[i]));
            m[i] = (s.Beta2 * mean) + ((1f - s.Beta2) * dw[i]);
            dw[i] = 0f;
        }
    }
}
