using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix;
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

    [Test]
    public void Build_NetworkDescribedInCode_NeedsNothingButTheFile()
    {
        ImageShape input = new(11, 9, 3);
        NetworkArchitecture mine = new SequentialBuilder("mine", input)
            .Conv(5, 3, Padding.Same, Activation.Elu)
            .MaxPool(2)
            .Activate(Activation.Relu)
            .Conv(7, 2, new Padding(1), stride: 2, dilation: 2)
            .Relu()
            .Dropout(0.25)
            .AveragePool(2)
            .Conv(6, 1, activation: Activation.Elu)
            .GlobalAveragePool()
            .Dense(9, Activation.Relu)
            .Dense(4)
            .Architecture;
        string path = Folder.File("mine.safetensors");
        float[] expected;
        using (Sequential network = mine.Build(Device, NetworkUse.Evaluation(2)))
        {
            Initializations.Apply(network, Initialization.HeNormal, 3);
            expected = Outputs(network);
            CheckpointInfo info = Info() with { Model = "mine", Input = input, Layers = mine.LayerTexts, Data = null };
            Checkpoint.Save(path, network, info);
        }

        Checkpoint read = Checkpoint.Load(path);
        using Sequential again = read.Build(Device, NetworkUse.Evaluation(2));
        Assert.That(read.Info.Data, Is.Null);
        Assert.That(again.Architecture.LayerTexts, Is.EqualTo(mine.LayerTexts));
        Assert.That(again.Layers.Select(layer => $"{layer}"), Has.Exactly(10).Items);
        Assert.That(Outputs(again), Is.EqualTo(expected).And.Some.Not.Zero);
    }

    [TestCase("\"Layers\"", "\"Other\"")]
    [TestCase("\"Layers\":[", "\"Layers\":null,\"Other\":[")]
    [TestCase("\"Data\"", "\"Other\"")]
    public void Load_WithoutDescription_AsksToTrainAgain(string text, string changed)
    {
        string path = Save(out _);
        Change(path, text, changed);
        Assert.That(() => Checkpoint.Load(path), Refused.With(
            $"'{path}' does not describe its network as this version of the program does", "Train it again."));
    }

    [Test]
    public void Build_UnknownLayer_NamesTheFile()
    {
        string path = Save(out _);
        Change(path, "max-pool(", "mex-pool(");
        Assert.That(
            () => Checkpoint.Load(path).Build(Device, NetworkUse.Evaluation(1)),
            Refused.With(
                $"The network of '{path}' can't be built: Unknown layer 'mex-pool'", "mean 'max-pool'?",
                "the setting 'plugin'"));
    }

    private static void Change(string path, string text, string changed)
    {
        (IReadOnlyList<NamedTensor> tensors, IReadOnlyDictionary<string, string> metadata) = Safetensors.Read(path);
        Assert.That(metadata["ilgpucnn"], Does.Contain(text));
        string info = metadata["ilgpucnn"].Replace(text, changed, StringComparison.Ordinal);
        Safetensors.Write(path, tensors, new Dictionary<string, string> { ["ilgpucnn"] = info });
    }

    private static float[] Outputs(Sequential network)
    {
        using var x = Device.Allocate(Support.Values.Uniform(2 * network.Input.Length, 1));
        float[] outputs = new float[2 * network.Classes];
        network.Forward(new NetworkPass(2), x.View).SubView(0, outputs.Length).CopyToCPU(Device.Stream, outputs);
        return outputs;
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
