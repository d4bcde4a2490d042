using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Runs;

namespace IlgpuCnn.Network.Models;

/// <summary>Distributions of initial weights, by name.</summary>
public static class Initializations
{
    private static readonly Dictionary<string, Initialization> Known = new()
    {
        ["glorot-uniform"] = Initialization.GlorotUniform,
        ["glorot-normal"] = Initialization.GlorotNormal,
        ["he-uniform"] = Initialization.HeUniform,
        ["he-normal"] = Initialization.HeNormal,
        ["fan-in-uniform"] = Initialization.FanInUniform,
    };

    /// <summary>All names.</summary>
    public static IReadOnlyCollection<string> Names => Known.Keys;

    /// <summary>The distribution of a name.</summary>
    /// <exception cref="InputException">Unknown; the message names the nearest.</exception>
    public static Initialization Find(string name) => KnownNames.Find("initialization", name, Known);

    /// <summary>The distribution that a configuration asks for, or else the model's own.</summary>
    /// <exception cref="InputException">Unknown; the message names the nearest.</exception>
    public static Initialization Of(TrainConfig config, Model model) =>
        config.Initialization is { } asked ? Find(asked) : model.DefaultInitialization;

    /// <summary>Draws all weights of a network from a seed; biases become zero.</summary>
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
