using ILGPU;
using ILGPU.Runtime;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels.Batches;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Training;
using IlgpuCnn.Network.Training.Optimizers;

namespace IlgpuCnn.Bench.Peer;

/// <summary>
/// A training step, layer by layer, in which every dropout drops nothing: two libraries can't draw the same masks, so
/// this is the step that they can be compared by. Owns its buffers; not the network.
/// </summary>
internal sealed class UndroppedStep : IDisposable
{
    private readonly Sequential network;
    private readonly StepValues stepValues;
    private readonly StepValue<BatchSelection> draw;
    private readonly StepValue<DropoutKey> key;
    private readonly OptimizerUpdate update;
    private readonly int batchSize;
    private readonly double learningRate;
    private readonly Batch batch;
    private readonly Dropout dropout;
    private readonly SoftmaxCrossEntropy loss;
    private readonly MemoryBuffer1D<float, Stride1D.Dense>[] outputs;
    private readonly MemoryBuffer1D<float, Stride1D.Dense>[] gradients;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> losses;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> predictions;

    public UndroppedStep(Sequential network, TrainingRecipe recipe, double learningRate)
    {
        this.network = network;
        this.learningRate = learningRate;
        batchSize = recipe.BatchSize;
        ComputeDevice device = network.Device;
        stepValues = new StepValues(device, slots: 1);
        draw = stepValues.Add<BatchSelection>();
        key = stepValues.Add<DropoutKey>();
        update = recipe.Optimizer.Value.CreateFor(network, stepValues);
        int n = batchSize;
        batch = network.BatchOf(network.Memory.Training);
        dropout = new Dropout(device);
        loss = new SoftmaxCrossEntropy(device);
        outputs = [.. network.Layers.Select(layer => device.Allocate<float>((long)n * layer.Output.Length))];
        gradients = [.. network.Layers.Select(layer => device.Allocate<float>((long)n * layer.Output.Length))];
        losses = device.Allocate<float>(n);
        predictions = device.Allocate<int>(n);
    }

    /// <summary>One step on the images that <paramref name="which"/> names; the mean loss before it.</summary>
    public double Run(DeviceImages images, BatchSelection which, int step)
    {
        int n = batchSize;
        NetworkPass pass = new(n, Training: true, key.View);
        draw.Set(which);
        update.Set(step, learningRate);
        stepValues.Upload();
        ClassificationShape shape = ClassificationShape.Create(n, network.Classes);
        batch.Draw(images, n, draw.View, Augmentation.None);
        ArrayView<float> logits = Forward(pass);
        loss.Forward(shape, 0f, logits, batch.Labels, losses.View, predictions.View);
        loss.Backward(shape, 0f, logits, batch.Labels, gradients[^1].View);
        Backward(pass);
        update.Launch();
        float[] values = new float[n];
        losses.View.CopyToCPU(network.Device.Stream, values);
        return values.Average(value => (double)value);
    }

    public void Dispose()
    {
        stepValues.Dispose();
        losses.Dispose();
        predictions.Dispose();
        foreach (MemoryBuffer1D<float, Stride1D.Dense> buffer in outputs.Concat(gradients))
            buffer.Dispose();
    }

    private ArrayView<float> Forward(in NetworkPass pass)
    {
        ArrayView<float> x = batch.X;
        for (int i = 0; i < outputs.Length; i++)
        {
            Layer layer = network.Layers[i];
            if (layer is DropoutLayer)
                dropout.Forward(pass.N * layer.Input.Length, 0f, 0, pass.Key, x, outputs[i].View);
            else
                layer.Forward(pass, x, outputs[i].View);
            x = outputs[i].View;
        }

        return x;
    }

    private void Backward(in NetworkPass pass)
    {
        for (int i = outputs.Length - 1; i >= 0; i--)
        {
            Layer layer = network.Layers[i];
            ArrayView<float> x = i == 0 ? batch.X : outputs[i - 1].View;
            ArrayView<float> dx = i == 0 ? default : gradients[i - 1].View;
            ArrayView<float> dy = gradients[i].View;
            if (layer is DropoutLayer)
                dropout.Backward(pass.N * layer.Input.Length, 0f, 0, pass.Key, layer.InputActivation, x, dy, dx);
            else
                layer.Backward(pass, x, dy, dx);
        }
    }
}
