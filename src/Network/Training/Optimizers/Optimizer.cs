using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Memory;

namespace IlgpuCnn.Network.Training.Optimizers;

/// <summary>
/// How parameters change by their gradients: a choice and its numbers, from which the update of one network is made. A
/// new one is a record in a file of its own with a <see cref="ComponentAttribute"/>, beside the
/// <see cref="OptimizerUpdate"/> that it makes.
/// </summary>
/// <param name="LearningRate">
/// Base learning rate of training in code; a run's configuration has one of its own, beside its schedule.
/// </param>
public abstract record Optimizer(double LearningRate)
{
    /// <summary>Base learning rate where none is named.</summary>
    public const double UsualLearningRate = 1e-3;

    /// <summary>All optimizers that can be asked for by name.</summary>
    public static Catalog<Optimizer> Catalog { get; } = new("optimizer");

    /// <summary>How many numbers it keeps of each parameter from step to step.</summary>
    public abstract int States { get; }

    /// <summary>λ of the L2 term ½·λ·Σw² whose gradient the update adds; 0 where weight decay is decoupled.</summary>
    public virtual double CoupledDecay => 0;

    /// <summary>What a network that it trains must have memory for.</summary>
    /// <param name="batch">Most examples of a training step.</param>
    /// <param name="evaluationBatch">Most examples of an evaluation's pass between steps; 0 for none.</param>
    public NetworkUse UseFor(int batch, int evaluationBatch = 0) => NetworkUse.Training(States, batch, evaluationBatch);

    /// <summary>Makes the update of a network, with nothing to remember yet.</summary>
    /// <param name="network">The network, whose memory holds what the optimizer keeps: it has one at a time.</param>
    /// <param name="values">Carries to the device what changes from step to step.</param>
    /// <exception cref="ArgumentException">The network has no memory for what it keeps.</exception>
    public OptimizerUpdate CreateFor(Sequential network, StepValues values)
    {
        IReadOnlyList<Tensor> states = network.Memory.OptimizerStates;
        if (states.Count < States)
        {
            throw new ArgumentException(
                $"'{ComponentWriter.Text(this)}' keeps {States} numbers of each parameter, and the network was built "
                + $"with memory for {states.Count}.", nameof(network));
        }

        // An earlier optimizer of the network may have left something there.
        Initializer initializer = new(network.Device);
        Floats[] kept = [.. states.Take(States).Select(network.Arena.Floats)];
        foreach (Floats state in kept)
            initializer.Fill(Initialization.Zeros, 1, 1, 0, 0, state);
        return Create(new OptimizerContext(network.Device, network.Parameters, kept, values));
    }

    /// <summary>Makes the update.</summary>
    protected abstract OptimizerUpdate Create(OptimizerContext context);
}
