using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Optimizers;

/// <summary>Adam, or AdamW where weight decay is decoupled; owns the two moments.</summary>
internal sealed class AdamOptimizer(Sequential network, TrainConfig config, bool decoupled) : Optimizer
{
    private readonly Adam op = new(network.Device);
    private readonly ParameterStore parameters = network.Parameters;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> mean =
        network.Device.Allocate<float>(network.Parameters.Length);

    private readonly MemoryBuffer1D<float, Stride1D.Dense> square =
        network.Device.Allocate<float>(network.Parameters.Length);

    public override double CoupledDecay => decoupled ? 0 : config.WeightDecay;

    public override void Step(long step, double learningRate)
    {
        AdamStep update = AdamStep.Create(
            parameters.Length, parameters.DecayLength, (int)(step + 1), learningRate, config.Beta1, config.Beta2,
            config.Epsilon, CoupledDecay, decoupled ? config.WeightDecay : 0);
        op.Update(update, parameters.Values, parameters.Gradients, mean.View, square.View);
    }

    public override void Dispose()
    {
        mean.Dispose();
        square.Dispose();
    }
}
