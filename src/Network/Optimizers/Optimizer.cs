using IlgpuCnn.Data;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Optimizers;

/// <summary>Changes all parameters of a network by their gradients, and clears the gradients, in one launch.</summary>
public abstract class Optimizer : IDisposable
{
    private static readonly Dictionary<string, Func<Sequential, TrainConfig, Optimizer>> Known = new()
    {
        ["adam"] = (network, config) => new AdamOptimizer(network, config, decoupled: false),
        ["adamw"] = (network, config) => new AdamOptimizer(network, config, decoupled: true),
        ["sgd"] = (network, config) => new SgdOptimizer(network, config, decoupled: false),
        ["sgdw"] = (network, config) => new SgdOptimizer(network, config, decoupled: true),
    };

    /// <summary>All names.</summary>
    public static IReadOnlyCollection<string> Names => Known.Keys;

    /// <summary>The optimizer that a configuration names.</summary>
    /// <exception cref="InputException">Unknown; the message names the nearest.</exception>
    public static Optimizer Create(Sequential network, TrainConfig config) =>
        KnownNames.Find("optimizer", config.Optimizer, Known)(network, config);

    /// <summary>λ of the L2 term ½·λ·Σw² whose gradient the update adds; 0 where weight decay is decoupled.</summary>
    public abstract double CoupledDecay { get; }

    /// <summary>One update.</summary>
    /// <param name="step">Number of the update, from 0.</param>
    /// <param name="learningRate">The rate of this step.</param>
    public abstract void Step(long step, double learningRate);

    /// <inheritdoc/>
    public abstract void Dispose();
}
