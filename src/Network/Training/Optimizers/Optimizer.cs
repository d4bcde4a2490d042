using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Memory;
using IlgpuCnn.Network.Runs;

namespace IlgpuCnn.Network.Training.Optimizers;

/// <summary>
/// Changes all parameters of a network by their gradients, and clears the gradients, in one launch. What it keeps from
/// step to step lies in the network's memory, so a network has one optimizer at a time.
/// </summary>
public abstract class Optimizer
{
    private static readonly Dictionary<string, Kind> Known = new()
    {
        ["adam"] = new(2, (network, config, values) => new AdamOptimizer(network, config, false, values)),
        ["adamw"] = new(2, (network, config, values) => new AdamOptimizer(network, config, true, values)),
        ["sgd"] = new(1, (network, config, values) => new SgdOptimizer(network, config, false, values)),
        ["sgdw"] = new(1, (network, config, values) => new SgdOptimizer(network, config, true, values)),
    };

    /// <summary>All names.</summary>
    public static IReadOnlyCollection<string> Names => Known.Keys;

    /// <summary>How many numbers the optimizer of a name keeps of each parameter.</summary>
    /// <exception cref="InputException">Unknown; the message names the nearest.</exception>
    public static int StatesOf(string name) => Find(name).States;

    /// <summary>
    /// The optimizer that a configuration names, with nothing to remember yet; what changes from step to step goes by
    /// <paramref name="values"/>.
    /// </summary>
    /// <exception cref="InputException">Unknown; the message names the nearest.</exception>
    /// <exception cref="ArgumentException">The network has no memory for what it keeps.</exception>
    public static Optimizer Create(Sequential network, TrainConfig config, StepValues values)
    {
        Kind kind = Find(config.Optimizer);
        IReadOnlyList<Tensor> states = network.Plan.OptimizerStates;
        if (states.Count < kind.States)
        {
            throw new ArgumentException(
                $"'{config.Optimizer}' keeps {kind.States} numbers of each parameter, and the network was built with "
                + $"memory for {states.Count}.", nameof(network));
        }

        // An earlier optimizer of the network may have left something there.
        Initializer initializer = new(network.Device);
        foreach (Tensor state in states.Take(kind.States))
            initializer.Fill(Initialization.Zeros, 1, 1, 0, 0, network.Arena.Floats(state));
        return kind.Create(network, config, values);
    }

    /// <summary>λ of the L2 term ½·λ·Σw² whose gradient the update adds; 0 where weight decay is decoupled.</summary>
    public abstract double CoupledDecay { get; }

    /// <summary>Sets what the next update needs to know, for the next upload of the step's values.</summary>
    /// <param name="step">Number of the update, from 0.</param>
    /// <param name="learningRate">The rate of this step.</param>
    public abstract void Set(long step, double learningRate);

    /// <summary>Launches one update, with what was uploaded last.</summary>
    public abstract void Update();

    private static Kind Find(string name) => KnownNames.Find("optimizer", name, Known);

    private sealed record Kind(int States, Func<Sequential, TrainConfig, StepValues, Optimizer> Create);
}
