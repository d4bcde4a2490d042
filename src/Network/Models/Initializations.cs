using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Network.Layers;

namespace IlgpuCnn.Network.Models;

/// <summary>Distributions of initial weights.</summary>
public static class Initializations
{
    /// <summary>All that can be asked for by name.</summary>
    public static Catalog<Initialization> Catalog { get; } = new Catalog<Initialization>("initialization")
        .Register("glorot-uniform", "uniform in ±√(6 / (fan-in + fan-out))", _ => Initialization.GlorotUniform)
        .Register("glorot-normal", "normal of deviation √(2 / (fan-in + fan-out))", _ => Initialization.GlorotNormal)
        .Register("he-uniform", "uniform in ±√(6 / fan-in)", _ => Initialization.HeUniform)
        .Register("he-normal", "normal of deviation √(2 / fan-in)", _ => Initialization.HeNormal)
        .Register("fan-in-uniform", "uniform in ±1 / √fan-in, as in PyTorch", _ => Initialization.FanInUniform);

    /// <summary>Draws all weights of a network from a seed; biases become zero. Waits for nothing.</summary>
    /// <param name="network">Whose.</param>
    /// <param name="kind">The distribution.</param>
    /// <param name="seed">The seed: the same one gives the same weights on every device.</param>
    public static void Apply(Sequential network, Initialization kind, ulong seed)
    {
        Initializer initializer = new(network.Device);
        IReadOnlyList<Parameter> parameters = network.Parameters.Parameters;
        for (int i = 0; i < parameters.Count; i++)
        {
            Parameter p = parameters[i];
            Initialization of = p.Layout == ParameterLayout.Bias ? Initialization.Zeros : kind;
            initializer.Fill(of, p.FanIn, p.FanOut, seed, i, p.Value);
        }
    }
}
