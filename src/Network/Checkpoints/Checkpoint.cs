using System.Text.Json;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Files;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Memory;

namespace IlgpuCnn.Network.Checkpoints;

/// <summary>
/// Weights on disk, as safetensors in PyTorch's names and order, so that other tools can load them: convolutions
/// (OutC, InC, KH, KW), dense layers (Out, C·H·W).
/// </summary>
public sealed class Checkpoint
{
    /// <summary>Name of the file in a run's folder.</summary>
    public const string FileName = "model.safetensors";

    private const string InfoKey = "ilgpucnn";

    private static readonly JsonSerializerOptions Json = new()
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    private readonly string path;
    private readonly Dictionary<string, NamedTensor> tensors;

    private Checkpoint(string path, CheckpointInfo info, Dictionary<string, NamedTensor> tensors)
    {
        this.path = path;
        Info = info;
        this.tensors = tensors;
    }

    /// <summary>What it says of itself.</summary>
    public CheckpointInfo Info { get; }

    /// <summary>The checkpoint's file, where a run's folder stands for the file in it.</summary>
    public static string FileOf(string path) => Directory.Exists(path) ? Path.Combine(path, FileName) : path;

    /// <summary>Writes a network's weights; waits for the device.</summary>
    /// <exception cref="InputException">The file can't be written.</exception>
    /// <exception cref="NotFiniteNumberException">A weight is infinite or NaN; the file stays as it was.</exception>
    public static void Save(string path, Sequential network, CheckpointInfo info)
    {
        List<NamedTensor> tensors = [];
        foreach (Parameter parameter in network.Parameters.Parameters)
        {
            float[] values = new float[parameter.Length];
            parameter.Value.CopyToCPU(network.Device.Stream, values);
            if (!Array.TrueForAll(values, float.IsFinite))
                throw new NotFiniteNumberException($"{parameter.Name} holds a number that is not finite.");
            tensors.Add(ToFile(parameter, values));
        }

        Dictionary<string, string> metadata = new()
        {
            ["format"] = "pt",
            [InfoKey] = JsonSerializer.Serialize(info, Json),
        };
        FileFaults.Writing("the checkpoint", path, () => Safetensors.Write(path, tensors, metadata));
    }

    /// <summary>Reads a checkpoint; a run's folder stands for the file in it.</summary>
    /// <exception cref="InputException">Missing, damaged, or not made by this program.</exception>
    public static Checkpoint Load(string path)
    {
        path = FileOf(path);
        (IReadOnlyList<NamedTensor> tensors, IReadOnlyDictionary<string, string> metadata) = Safetensors.Read(path);
        if (!metadata.TryGetValue(InfoKey, out string? json))
            throw new InputException($"'{path}' does not say which model it is: it was not written by this program.");
        try
        {
            CheckpointInfo info = JsonSerializer.Deserialize<CheckpointInfo>(json, Json)!;
            return new Checkpoint(path, info, tensors.ToDictionary(tensor => tensor.Name));
        }
        catch (JsonException e)
        {
            throw new InputException(
                $"'{path}' does not describe its network as this version of the program does: it is damaged, or of another "
                + "version. Train it again.", e);
        }
    }

    /// <summary>Checks that it takes such images and knows their classes.</summary>
    /// <exception cref="InputException">It does not; the message says what it knows.</exception>
    public void RequireSameTask(ImageSet images)
    {
        RequireShape(images);
        if (!images.ClassNames.SequenceEqual(Info.ClassNames))
        {
            throw new InputException(
                $"The checkpoint knows {Info.ClassNames.Length} classes ({Info.ClassNames[0]}, …); these images have "
                + $"{images.ClassNames.Length} ({images.ClassNames[0]}, …). Choose the data that it was trained on.");
        }
    }

    /// <summary>
    /// Images whose classes are some of the checkpoint's, numbered as it numbers them: a label means the same class
    /// whatever other data names and how it orders them.
    /// </summary>
    /// <exception cref="InputException">They are of another size, or have a class that it does not know.</exception>
    public ImageSet Renumbered(ImageSet images)
    {
        RequireShape(images);
        Dictionary<string, int> known = Info.ClassNames.Index().ToDictionary(c => c.Item, c => c.Index);
        string[] used = [.. images.Labels.Distinct().Order().Select(label => images.ClassNames[label])];
        if (used.FirstOrDefault(name => !known.ContainsKey(name)) is { } stranger)
        {
            throw new InputException(
                $"The checkpoint does not know the class '{stranger}' of these images: it knows {Info.ClassNames.Length} "
                + $"({Info.ClassNames[0]}, …). Choose the data that it was trained on, or other images of its classes.");
        }

        return images with
        {
            Labels = [.. images.Labels.Select(label => known[images.ClassNames[label]])],
            ClassNames = Info.ClassNames,
        };
    }

    /// <summary>The data that it was trained on; null where that came from a program.</summary>
    /// <exception cref="InputException">It names what is not known here.</exception>
    public DataConfig? TrainedOn()
    {
        try
        {
            return Info.Data is { } text ? DataConfig.FromJson(text) : null;
        }
        catch (InputException e)
        {
            throw new InputException(
                $"The data that the checkpoint was trained on can't be had: {e.Message} What is of your own is known once "
                + $"{new Setting("plugin")} names its assembly.", e);
        }
    }

    private void RequireShape(ImageSet images)
    {
        ImageShape shape = ImageShape.Of(images);
        if (shape != Info.Input)
            throw new InputException($"The checkpoint takes images of {Info.Input}; these are {shape}.");
    }

    /// <summary>Builds the network on a device, with memory for <paramref name="use"/>, and puts the weights in.</summary>
    /// <exception cref="InputException">A kind of layer is unknown, or a tensor is missing or of another shape.</exception>
    public Sequential Build(ComputeDevice device, NetworkUse use)
    {
        Sequential network = ReadArchitecture().Build(device, use);
        foreach (Parameter parameter in network.Parameters.Parameters)
        {
            int[] expected = ToFile(parameter, new float[parameter.Length]).Extents;
            if (!tensors.TryGetValue(parameter.Name, out NamedTensor? tensor))
                throw new InputException($"'{path}' lacks {parameter.Name}, which {Info.Model} has.");
            if (!tensor.Extents.SequenceEqual(expected))
            {
                throw new InputException(
                    $"'{path}' has {parameter.Name} as ({string.Join(", ", tensor.Extents)}); "
                    + $"{Info.Model} needs ({string.Join(", ", expected)}).");
            }

            parameter.Value.CopyFromCPU(device.Stream, FromFile(parameter, tensor.Values));
        }

        return network;
    }

    private NetworkArchitecture ReadArchitecture()
    {
        try
        {
            return Info.Architecture;
        }
        catch (InputException e)
        {
            throw new InputException(
                $"The network of '{path}' can't be built: {e.Message} Layers of your own are known once "
                + $"{new Setting("plugin")} names their assembly, or code has registered them.", e);
        }
    }

    private static NamedTensor ToFile(Parameter parameter, float[] values)
    {
        int[] e = parameter.Extents;
        return parameter.Layout switch
        {
            ParameterLayout.Convolution => new(
                parameter.Name, [e[3], e[2], e[0], e[1]], Transpose(values, e[0] * e[1], e[2], e[3])),
            ParameterLayout.Dense => new(
                parameter.Name, [e[3], e[2] * e[0] * e[1]], Transpose(values, e[0] * e[1], e[2], e[3])),
            _ => new(parameter.Name, e, values),
        };
    }

    private static float[] FromFile(Parameter parameter, float[] values)
    {
        int[] e = parameter.Extents;
        return parameter.Layout == ParameterLayout.Bias ? values : Transpose(values, e[3], e[2], e[0] * e[1]);
    }

    // (a, b, c) → (c, b, a); it is its own inverse with the extents turned round.
    private static float[] Transpose(float[] values, int a, int b, int c)
    {
        float[] turned = new float[values.Length];
        for (int i = 0; i < a; i++)
        {
            for (int j = 0; j < b; j++)
            {
                for (int k = 0; k < c; k++)
                    turned[(((k * b) + j) * a) + i] = values[(((i * b) + j) * c) + k];
            }
        }

        return turned;
    }
}
