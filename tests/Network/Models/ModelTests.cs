using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Memory;
using IlgpuCnn.Network.Models;
using IlgpuCnn.Network.Runs;
using IlgpuCnn.Network.Training;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Network.Models;

public sealed class ModelTests
{
    private static ComputeDevice Device => TestDevices.Get("cpu");

    [TestCase("seed", 100, 1_298_852)]
    [TestCase("seed-wide", 100, 2_756_068)]
    [TestCase("small-mammals", 5, 1_208_101)]
    [TestCase("vgg-gap", 100, 1_151_780)]
    public void Build_Cifar_HasItsNumberOfParameters(string model, int classes, int parameters)
    {
        using Sequential network = Model.Catalog.Parse(model).Value
            .Build(Device, new ImageShape(32, 32, 3), classes, NetworkUse.Evaluation(1));
        Assert.That(network.Parameters.Count, Is.EqualTo(parameters));
        Assert.That(network.Classes, Is.EqualTo(classes));
    }

    [Test]
    public void Build_OtherInput_SizesTheDenseLayer()
    {
        ImageShape input = new(28, 40, 1);
        using Sequential network = new SeedNetwork().Build(Device, input, 10, NetworkUse.Evaluation(1));
        Assert.That(network.Layers.Single(layer => layer.Name == "fc1").Input, Is.EqualTo(new ImageShape(5, 8, 128)));
    }

    [TestCase(32, 32, 2, 2)]
    [TestCase(64, 64, 4, 4)]
    [TestCase(96, 127, 6, 7)]
    [TestCase(128, 200, 4, 6)]
    [TestCase(256, 256, 4, 4)]
    public void VggGap_AnySize_AveragesAFewPixels(int height, int width, int rows, int columns)
    {
        NetworkArchitecture architecture = new VggGapNetwork().Architecture(new ImageShape(height, width, 3), 10);
        int pools = architecture.Layers.OfType<MaxPoolSpec>().Count();
        Assert.That((height >> pools, width >> pools), Is.EqualTo((rows, columns)));
        Assert.That(architecture.Layers[^3], Is.EqualTo(new GlobalAveragePoolSpec()));
        Assert.That(architecture.Layers.OfType<DenseSpec>().Single().Outputs, Is.EqualTo(10));
    }

    [Test]
    public void Build_ImagesTooSmall_SaysWhichLayerAndWhatItGot() => Assert.That(
        () => new SeedNetwork().Build(Device, new ImageShape(8, 8, 3), 5, NetworkUse.Evaluation(1)),
        Throws.TypeOf<InputException>()
            .With.Message.Contains("layer conv3 gets 2×2×64").And.Message.Contains("images of 8×8×3"));

    [TestCase(19)]
    [TestCase(25)]
    public void Build_LogitsThatAreNotTheClasses_IsRefused(int logits)
    {
        ImageSet images = MadeUpImages.Random(20, 20);
        Assert.That(
            () => new OtherLogits(logits).Build(Device, ImageShape.Of(images), 20, NetworkUse.Evaluation(1)),
            Refused.With($"Model 'other-logits' gives {logits} numbers for an image, and there are 20 classes"));
        TrainingRecipe recipe = new() { Model = new OtherLogits(logits) };
        Assert.That(() => new PreparedNetwork(Device, images, recipe), Refused.With("and there are 20 classes"));
        Assert.That(
            () => RunMemory.Of(Device, recipe, new ImageData("made up", images, null, images)),
            Refused.With("and there are 20 classes"));
    }

    // Catalogs take models that no attribute describes.
    [Test]
    public void Name_OfAModelWithoutAForm_IsItsClasss()
    {
        Assert.That(new TwoLayers().Name, Is.EqualTo("two-layers"));
        Assert.That(new TwoLayers().Architecture(new ImageShape(4, 4, 1), 3).Name, Is.EqualTo("two-layers"));
    }

    [Test]
    public void Backward_EveryKindOfLayer_MatchesCentralDifferences()
    {
        ImageShape input = new(9, 7, 2);
        using Sequential network = new SequentialBuilder("all", input)
            .Conv(5, 3, Padding.Same, Activation.Elu)
            .MaxPool(2)
            .Activate(Activation.Relu)
            .Conv(7, 2, Padding.Same, stride: 2, activation: Activation.Elu)
            .AveragePool(2)
            .Dropout(0.25)
            .Conv(6, 1, Padding.Valid, Activation.Relu)
            .GlobalAveragePool()
            .Dense(4)
            .Architecture.Build(Device, NetworkUse.Training(states: 1, 3));
        Initializations.Apply(network, Initialization.GlorotUniform, 2);
        using var key = Device.Allocate([new DropoutKey(1, 4)]);
        NetworkPass pass = new(3, Training: true, key.View);
        using var x = Device.Allocate(Values.Uniform(3 * input.Length, 1));
        float[] dlogits = Values.Uniform(12, 2);
        using var dy = Device.Allocate(dlogits);
        network.Forward(pass, x.View);
        network.Backward(pass, x.View, dy.View);
        foreach (Parameter parameter in network.Parameters.Parameters)
        {
            float[] gradient = Read(parameter.Gradient);
            for (int i = 0; i < parameter.Length; i += Math.Max(1, parameter.Length / 7))
            {
                double expected = Difference(network, pass, x.View, dlogits, parameter, i);
                Assert.That(gradient[i], Is.EqualTo(expected).Within(2e-3 + (0.02 * Math.Abs(expected))), $"{parameter.Name}[{i}]");
            }
        }
    }

    // In float, so with a wide step and a wide tolerance: the ops are held to doubles one by one elsewhere.
    private static double Difference(
        Sequential network, in NetworkPass pass, Floats x, float[] dlogits, Parameter parameter, int i)
    {
        const float h = 5e-3f;
        float kept = Read(parameter.Value)[i];
        double up = Value(kept + h, pass);
        double down = Value(kept - h, pass);
        Value(kept, pass);
        return (up - down) / (2 * h);

        double Value(float weight, in NetworkPass at)
        {
            parameter.Value.SubView(i, 1).CopyFromCPU(Device.Stream, [weight]);
            return Read(network.Forward(at, x)).Take(dlogits.Length).Zip(dlogits, (y, g) => (double)y * g).Sum();
        }
    }

    private sealed record TwoLayers : Model
    {
        protected override void Describe(SequentialBuilder layers, int classes) => layers.Dense(5).Dense(classes);
    }

    private sealed record OtherLogits(int Logits) : Model
    {
        protected override void Describe(SequentialBuilder layers, int classes) => layers.Dense(Logits);
    }

    private static float[] Read(Floats view)
    {
        float[] values = new float[view.Length];
        view.CopyToCPU(Device.Stream, values);
        return values;
    }
}
