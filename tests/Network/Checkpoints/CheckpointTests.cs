using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Network.Checkpoints;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Memory;
using IlgpuCnn.Network.Models;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Network.Checkpoints;

public sealed class CheckpointTests : InTemporaryFolder
{
    private static readonly ImageShape Input = new(32, 32, 3);
    private static ComputeDevice Device => TestDevices.Get("cpu");

    [Test]
    public void Save_ThenBuild_GivesTheSameWeights()
    {
        string path = Save(out float[] saved);
        using Sequential again = Checkpoint.Load(path).Build(Device, NetworkUse.Evaluation(1));
        Assert.That(Values(again), Is.EqualTo(saved));
    }

    [Test]
    public void Save_Tensors_AreInTheOrderOfPyTorch()
    {
        using Sequential network = Build();
        Dictionary<string, NamedTensor> file = Safetensors.Read(Save(out _)).Tensors.ToDictionary(t => t.Name);
        Assert.That(file.Keys, Is.EqualTo(new[]
        {
            "conv1.weight", "conv1.bias", "conv2.weight", "conv2.bias", "conv3.weight", "conv3.bias",
            "fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias",
        }));
        Assert.That(file["conv2.weight"].Extents, Is.EqualTo(new[] { 64, 32, 3, 3 }));
        Assert.That(file["fc1.weight"].Extents, Is.EqualTo(new[] { 256, 4608 }));

        // conv2.weight[oc, ic, kh, kw] is w[kh, kw, ic, oc]; fc1.weight[o, c·36 + h·6 + w] is w[h, w, c, o].
        float[] conv = Values(network.Parameters.Parameters.Single(p => p.Name == "conv2.weight"));
        float[] dense = Values(network.Parameters.Parameters.Single(p => p.Name == "fc1.weight"));
        float convElement = file["conv2.weight"].Values[(((7 * 32) + 5) * 9) + (2 * 3) + 1];
        float denseElement = file["fc1.weight"].Values[(9 * 4608) + (11 * 36) + (4 * 6) + 3];
        Assert.That(convElement, Is.EqualTo(conv[(((((2 * 3) + 1) * 32) + 5) * 64) + 7]));
        Assert.That(denseElement, Is.EqualTo(dense[(((((4 * 6) + 3) * 128) + 11) * 256) + 9]));
    }

    [Test]
    public void Save_WeightsNotFinite_KeepsTheFile()
    {
        string path = Save(out float[] saved);
        using Sequential network = Build();
        network.Parameters.Parameters[0].Value.SubView(3, 1).CopyFromCPU(Device.Stream, [float.NaN]);
        Assert.That(
            () => Checkpoint.Save(path, network, Info()),
            Throws.TypeOf<NotFiniteNumberException>().With.Message.Contains("conv1.weight"));
        using Sequential again = Checkpoint.Load(path).Build(Device, NetworkUse.Evaluation(1));
        Assert.That(Values(again), Is.EqualTo(saved));
    }

    [Test]
    public void Build_TensorMissing_SaysWhich()
    {
        string path = Save(out _);
        (IReadOnlyList<NamedTensor> tensors, IReadOnlyDictionary<string, string> metadata) = Safetensors.Read(path);
        Safetensors.Write(path, [.. tensors.Where(t => t.Name != "fc2.bias")], metadata);
        Assert.That(
            () => Checkpoint.Load(path).Build(Device, NetworkUse.Evaluation(1)),
            Throws.TypeOf<InputException>().With.Message.Contains("lacks fc2.bias"));
    }

    [Test]
    public void Load_ForeignFile_SaysSo()
    {
        string path = Folder.File("a.safetensors");
        Safetensors.Write(path, [new NamedTensor("a", [1], [1f])], new Dictionary<string, string>());
        Assert.That(
            () => Checkpoint.Load(path),
            Throws.TypeOf<InputException>().With.Message.Contains("does not say which model it is"));
    }

    private static Sequential Build()
    {
        Sequential network = new SeedNetwork().Build(Device, Input, 10, NetworkUse.Evaluation(1));
        Initializations.Apply(network, Initialization.HeNormal, 3);
        return network;
    }

    private static CheckpointInfo Info() => new(
        "seed", Input, new SeedNetwork().Architecture(Input, 10).LayerTexts,
        [.. Enumerable.Range(0, 10).Select(c => $"class {c}")], [0, 0, 0], [1, 1, 1], 0, "{}");

    private static float[] Values(Sequential network) =>
        [.. network.Parameters.Parameters.SelectMany(Values)];

    private static float[] Values(Parameter parameter)
    {
        float[] values = new float[parameter.Length];
        parameter.Value.CopyToCPU(Device.Stream, values);
        return values;
    }

    private string Save(out float[] saved)
    {
        using Sequential network = Build();
        string path = Folder.File("model.safetensors");
        Checkpoint.Save(path, network, Info());
        saved = Values(network);
        return path;
    }
}
