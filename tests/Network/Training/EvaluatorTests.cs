using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Memory;
using IlgpuCnn.Network.Models;
using IlgpuCnn.Network.Training;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Network.Training;

public sealed class EvaluatorTests
{
    private const int Classes = 3;

    private static readonly ImageSet Set = MadeUpImages.Random(11, Classes, height: 9, width: 10);

    private static ComputeDevice Device => TestDevices.Get("cpu");

    [Test]
    public void Probabilities_OfTheLabels_AreThoseOfTheLosses()
    {
        using DeviceImages images = new(Device, Set, [0.5f, 0.5f, 0.5f], [0.25f, 0.25f, 0.25f]);
        using Sequential network = Build();
        using Evaluator evaluator = new(network, 4);
        images.SetOrder([10, 3, 0, 7, 1, 9, 2, 8, 4, 6, 5]);
        double[] losses = new double[Set.Count];
        evaluator.Losses(images, 0, Set.Count, losses);
        float[] probabilities = evaluator.Probabilities(images);
        Assert.That(probabilities, Has.Length.EqualTo(Set.Count * Classes));
        for (int i = 0; i < Set.Count; i++)
        {
            float[] row = probabilities[(i * Classes)..((i + 1) * Classes)];
            Assert.That(row.Sum(), Is.EqualTo(1).Within(1e-5));
            Assert.That(row[Set.Labels[i]], Is.EqualTo(Math.Exp(-losses[i])).Within(1e-5), $"image {i}");
        }
    }

    [Test]
    public void Evaluate_WithProbabilities_IsTheSameEvaluation()
    {
        using DeviceImages images = new(Device, Set, [0.5f, 0.5f, 0.5f], [0.25f, 0.25f, 0.25f]);
        using Sequential network = Build();
        using Evaluator evaluator = new(network, 4);
        Assert.That(evaluator.Evaluate(images, out _), Is.EqualTo(evaluator.Evaluate(images)));
    }

    private static Sequential Build()
    {
        Sequential network = TinyNetwork.Component.Value.Build(
            Device, new ImageShape(9, 10, 3), Classes, NetworkUse.Evaluation(4));
        Initializations.Apply(network, Initialization.GlorotUniform, 5);
        return network;
    }
}
