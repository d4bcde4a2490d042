using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Memory;
using IlgpuCnn.Network.Models;
using IlgpuCnn.Network.Runs;
using IlgpuCnn.Network.Training.Optimizers;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Network.Layers;

public sealed class NetworkMemoryTests
{
    private static readonly NetworkUse Use = NetworkUse.Training(states: 2, 64, 256);

    [TestCase("seed")]
    [TestCase("seed-wide")]
    [TestCase("small-mammals")]
    [TestCase("vgg-gap")]
    public void Layout_OfAModel_TakesNoMoreThanItsLargestOperationNeeds(string model)
    {
        foreach (NetworkUse use in new[] { Use, Use with { EvaluationBatch = 0 }, NetworkUse.Evaluation(256) })
        {
            ArenaLayout layout = MemoryOf(model, use).Layout;
            Assert.That(layout.Bytes, Is.EqualTo(layout.LeastBytes), $"{use}");
        }
    }

    // What a layer read forward it reads again backward, but for the logits, which the loss reads.
    [Test]
    public void Training_LayersInput_LivesUntilTheLayerHasRunBackward()
    {
        NetworkMemory memory = MemoryOf("seed", Use);
        string[] names = [.. memory.Training.Outputs.Select(output => output!.Name)];
        Assert.That(names, Is.EqualTo((string[])["conv1", "conv2", "pool1", "conv3", "pool2", "fc1", "dropout1", "fc2"]));
        Assert.That(Last(memory.Training.Images), Is.EqualTo("conv1 backward"));
        for (int i = 0; i < names.Length; i++)
        {
            Tensor output = memory.Training.Outputs[i]!;
            Tensor gradient = memory.Training.OutputGradients[i];
            bool logits = i == names.Length - 1;
            Assert.That(memory.OperationAt(output.First), Is.EqualTo($"{names[i]} forward"));
            Assert.That(Last(output), Is.EqualTo(logits ? "observe" : $"{names[i + 1]} backward"));
            Assert.That(memory.OperationAt(gradient.First), Is.EqualTo(logits ? "loss" : $"{names[i + 1]} backward"));
            Assert.That(Last(gradient), Is.EqualTo($"{names[i]} backward"));
        }

        string Last(Tensor tensor) => memory.OperationAt(tensor.Last);
    }

    [Test]
    public void Evaluation_LayersInput_LivesUntilTheNextActiveLayerHasReadIt()
    {
        NetworkMemory memory = MemoryOf("seed", Use);
        Tensor?[] outputs = [.. memory.Evaluation.Outputs];
        Assert.That(outputs[6], Is.Null, "dropout does nothing");
        Assert.That(memory.OperationAt(outputs[5]!.Last), Is.EqualTo("fc2 forward"));
        Assert.That(memory.OperationAt(outputs[7]!.Last), Is.EqualTo("read"));
        Assert.That(memory.Evaluation.OutputGradients, Is.Empty);
        Assert.That(memory.Evaluation.Images.First, Is.GreaterThan(memory.Training.Labels.Last));
    }

    [Test]
    public void Plan_ForEvaluationAlone_HasNoGradientsAndNoState()
    {
        NetworkMemory memory = MemoryOf("seed", NetworkUse.Evaluation(8));
        Assert.That(memory.Gradients, Is.Null);
        Assert.That(memory.OptimizerStates, Is.Empty);
        Assert.That(() => memory.Training, Throws.InvalidOperationException.With.Message.Contains("without memory for training"));
    }

    [TestCase("sgd", 1)]
    [TestCase("adamw", 2)]
    public void Plan_Optimizer_HasItsStates(string optimizer, int states) => Assert.That(
        MemoryOf("seed", Optimizer.Catalog.Parse(optimizer).Value.UseFor(1)).OptimizerStates.Select(state => state.Length),
        Is.EqualTo(Enumerable.Repeat(MemoryOf("seed", Use).Weights.Length, states)));

    [Test]
    public void Plan_BatchWithMoreNumbersThanAKernelCounts_IsRefused() => Assert.That(
        () => MemoryOf("seed", NetworkUse.Training(states: 2, 50_000)),
        Throws.TypeOf<InputException>().With.Message.Contains("2,508,800,000 numbers at conv2"));

    [Test]
    public void RequireFits_MoreThanTheDeviceHas_SaysHowMuch()
    {
        RunMemory memory = new(MemoryOf("seed", NetworkUse.Evaluation(1)), 1000, 200, 30);
        Assert.That(() => memory.RequireFits("gpu", memory.TotalBytes), Throws.Nothing);
        Assert.That(
            () => memory.RequireFits("gpu", 5_000_000),
            Throws.TypeOf<InputException>().With.Message.Contains($"{memory.TotalBytes:N0} bytes of device memory, and gpu has 5,000,000"));
    }

    [Test]
    public void RequireFits_MoreImagesThanTheDeviceHasRoomFor_SaysWhatMakesThemFit()
    {
        RunMemory memory = new(MemoryOf("seed", NetworkUse.Evaluation(1)), 8_000_000, 200, 30)
        {
            Images = new ImageCounts(Train: 800, Others: 200, Classes: 10, new ImageShape(64, 96, 3), FromFiles: true),
        };
        Assert.That(
            () => memory.RequireFits("gpu", memory.TotalBytes - 6_000_000),
            Refused.With(
                "The images take 8,000,000 bytes of device memory (1,000 of 64×96×3), and gpu has 2,000,000 for them",
                "the setting 'prepare' resize=48x32", "the setting 'limit' 5 (training images of a class)"));
    }

    private static NetworkMemory MemoryOf(string model, NetworkUse use) => Model.Catalog.Parse(model).Value
        .Architecture(new ImageShape(32, 32, 3), 100).MemoryFor(TestDevices.Get("cpu"), use);
}
