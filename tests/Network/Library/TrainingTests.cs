using IlgpuCnn.Data.Augmentations;
using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Curriculum.Pacing;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Library;
using IlgpuCnn.Network.Scores;
using IlgpuCnn.Network.Training;
using IlgpuCnn.Network.Training.Optimizers;
using IlgpuCnn.Tests.Support;
using static IlgpuCnn.Network.Library.Curriculum;
using static IlgpuCnn.Network.Library.Training;
using Net = IlgpuCnn.Network.Library.Network;

namespace IlgpuCnn.Tests.Network.Library;

/// <summary>What a program does with a network that it defines in code.</summary>
public sealed class TrainingTests : InTemporaryFolder
{
    private static readonly ImageData Data = Datasets.Load("shapes(train=100,test=40)");

    private static ComputeDevice Device => TestDevices.Get("cpu");

    [Test]
    public void Fit_EasyFirst_SavesWhatLoadsWithoutTheCode()
    {
        using Net net = Build();
        TrainingResult result = Fit(
            net, Data, new Sgd(0.01, Momentum: 0.9), epochs: 1,
            curriculum: EasyFirst(images => [.. images.Labels.Select(label => (double)label)], new RootPacing(0.8, 0.2)));
        Assert.That(result.Steps, Is.Not.Empty);
        string path = Folder.File("net.safetensors");
        net.Save(path);
        using Net loaded = Net.Load(path, Device);
        Assert.That(loaded.Architecture.LayerTexts, Is.EqualTo(net.Architecture.LayerTexts));
        Assert.That(loaded.Evaluate(Data.Test), Is.EqualTo(result.Test));
    }

    // Convolution, score and jitter of one channel, in one training.
    [Test]
    public void Fit_OneChannelThatIsNotSquare_SavesWhatLoads()
    {
        ImageSet grey = MadeUpImages.Random(20, 3, height: 40, width: 24, channels: 1);
        ImageData data = new("grey", grey, null, MadeUpImages.Random(10, 3, 2, 40, 24, 1));
        using Net net = Net.Build(
            Device, data, layers => layers.Conv(4, 3).Relu().MaxPool(4).Dropout(0.25));
        Evaluation before = net.Evaluate(data.Test);
        TrainingResult result = Fit(
            net, data, new Adam(1e-2), curriculum: EasyFirst(new EntropyScore(), new RootPacing(0.8, 0.5)),
            options: new TrainingOptions
            {
                BatchSize = 8,
                Steps = 2,
                Augmentation = AugmentationText.Parse("flip,crop(padding=2),rotate,brightness,contrast").Value,
            });
        Assert.That(result.Steps, Has.Count.EqualTo(2));
        Assert.That(result.Test, Is.Not.EqualTo(before));
        string path = Folder.File("grey.safetensors");
        net.Save(path);
        using Net loaded = Net.Load(path, Device);
        Assert.That(loaded.Evaluate(data.Test), Is.EqualTo(result.Test));
    }

    [Test]
    public void Fit_ImagesOfOtherClasses_LeavesTheWeights()
    {
        using Net net = Build();
        Evaluation before = net.Evaluate(Data.Test);
        ImageData other = new DataConfig
        {
            Source = Dataset.Catalog.Parse("shapes(train=100,test=40)"),
            Classes = Data.Train.ClassNames[..5],
        }.Load();
        Assert.That(
            () => Fit(net, other, new Adam(1e-3), epochs: 1), Refused.With("20 classes", "and 5 classes"));
        Assert.That(
            () => Fit(net, Data with { Test = other.Test }, new Adam(1e-3), epochs: 1), Refused.With("and 5 classes"));
        ImageData mislabelled = Data with { Test = Data.Test with { Labels = [.. Data.Test.Labels.Select(_ => 20)] } };
        Assert.That(
            () => Fit(net, mislabelled, new Adam(1e-3), epochs: 1), Refused.With("The label of image 0 is 20"));
        Assert.That(net.Evaluate(Data.Test), Is.EqualTo(before));
    }

    [Test]
    public void Use_AfterDispose_IsRefused()
    {
        Net net = Build();
        net.Dispose();
        Assert.That(() => net.Evaluate(Data.Test), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => Fit(net, Data, new Adam(1e-3)), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => net.Save(Folder.File("net.safetensors")), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void Save_LayerThatIsNotRegistered_IsReadWhereItIs()
    {
        using Net net = Net.Build(Device, Data, layers => layers.Conv(4, 3).GlobalAveragePool().Add(new UnknownSpec()));
        string path = Folder.File("net.safetensors");
        net.Save(path);
        Assert.That(
            () => Net.Load(path, Device), Refused.With("Unknown layer 'tests-unknown'", "or code has registered them."));
    }

    [Test]
    public void Load_EmptyPath_IsRefused()
    {
        Assert.That(() => Net.Load("", Device), Refused.With("Can't read the checkpoint: its path is empty."));
        using Net net = Build();
        Assert.That(() => net.Save(""), Refused.With("its path is empty."));
    }

    // In code as on the command line.
    [Test]
    public void Objects_OutOfRange_AreRefused()
    {
        using Net net = Build();
        foreach (Optimizer wrong in (Optimizer[])[
            new Adam(1e-3, Beta1: 2), new Adam(1e-3, WeightDecay: -1), new Adam(1e-3, Epsilon: -1),
            new Adam(1e-3, WeightDecay: 1e39), new Sgd(0.1, Nesterov: true), new Sgd(0.1, Momentum: 0.99999999999)])
        {
            Assert.That(() => Fit(net, Data, wrong, epochs: 1), Refused.With("In the o"), $"{wrong}");
        }

        Assert.That(
            () => EasyFirst(new EntropyScore(), new RootPacing(A: -1, B: 0.2)), Refused.With("a must be over 0."));
        Assert.That(
            () => EasyFirst(new EntropyScore(), new RootPacing(0.8, double.NaN)), Refused.With("b is 'NaN'"));
        Assert.That(
            () => Net.Build(Device, Data, layers => layers.Conv(4, 3).Dropout(1)), Refused.With("dropout"));
    }

    [Component("tests-unknown", "a dense layer")]
    private sealed record UnknownSpec : LayerSpec
    {
        public override string Prefix => "unknown";

        public override Layer Create(LayerContext context) => new DenseSpec(3).Create(context);
    }

    private static Net Build() => Net.Build(Device, Data, layers => layers.Conv(4, 3).Relu().GlobalAveragePool());
}
