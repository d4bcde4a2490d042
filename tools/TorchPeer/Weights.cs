using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Checkpoints;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace IlgpuCnn.TorchPeer;

/// <summary>Puts the weights of a safetensors file into a network.</summary>
internal static class Weights
{
    /// <summary>
    /// Convolutions get weights that lie in memory as (OutC, KH, KW, InC) where channels come last: libtorch takes its
    /// layout from the strides.
    /// </summary>
    /// <exception cref="InputException">The file and the network do not have the same tensors.</exception>
    public static void Load(Sequential network, string path, bool channelsLast)
    {
        Dictionary<string, NamedTensor> read = Safetensors.Read(path).Tensors.ToDictionary(t => t.Name);
        (string Name, Parameter Parameter)[] parameters = [.. network.named_parameters()];
        if (!read.Keys.ToHashSet().SetEquals(parameters.Select(p => p.Name)))
        {
            throw new InputException(
                $"'{path}' has other tensors than TorchPeer's network: bring tools/TorchPeer in line with the model.");
        }

        foreach ((string name, Parameter parameter) in parameters)
        {
            NamedTensor values = read[name];
            Tensor value = tensor(values.Values, [.. values.Extents.Select(extent => (long)extent)]);
            if (!value.shape.SequenceEqual(parameter.shape))
                throw new InputException($"'{path}' has {name} in another shape than TorchPeer's network.");
            if (channelsLast && value.dim() == 4)
                value = value.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
            Set(network, name, new Parameter(value));
        }
    }

    private static void Set(Sequential network, string name, Parameter value)
    {
        string[] parts = name.Split('.');
        nn.Module layer = network.named_children().First(child => child.name == parts[0]).module;
        switch (layer, parts[1])
        {
            case (Conv2d conv, "weight"):
                conv.weight = value;
                break;
            case (Conv2d conv, "bias"):
                conv.bias = value;
                break;
            case (Linear linear, "weight"):
                linear.weight = value;
                break;
            case (Linear linear, "bias"):
                linear.bias = value;
                break;
            default:
                throw new InputException($"TorchPeer does not know what {name} is.");
        }
    }
}
