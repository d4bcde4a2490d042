using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network;

/// <summary>
/// Softmax cross-entropy at the end of a network, and the history of its results on the device: one slot a batch, read
/// many at once. Owns its buffers.
/// </summary>
internal sealed class BatchLoss : IDisposable
{
    private readonly ComputeDevice device;
    private readonly SoftmaxCrossEntropy op;
    private readonly BatchMetrics metrics;
    private readonly float labelSmoothing;
    private readonly int classes;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> losses;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> predictions;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> dlogits;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> lossSums;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> correctCounts;
    private readonly float[] hostLossSums;
    private readonly int[] hostCorrectCounts;

    public BatchLoss(Sequential network, float labelSmoothing, int slots)
    {
        device = network.Device;
        op = new SoftmaxCrossEntropy(device);
        metrics = new BatchMetrics(device);
        this.labelSmoothing = labelSmoothing;
        classes = network.Classes;
        losses = device.Allocate<float>(network.MaxBatch);
        predictions = device.Allocate<int>(network.MaxBatch);
        dlogits = device.Allocate<float>((long)network.MaxBatch * classes);
        lossSums = device.Allocate<float>(slots);
        correctCounts = device.Allocate<int>(slots);
        hostLossSums = new float[slots];
        hostCorrectCounts = new int[slots];
    }

    /// <summary>Per-example losses of the last batch.</summary>
    public Floats Losses => losses.View;

    /// <summary>Per-example predictions of the last batch.</summary>
    public Ints Predictions => predictions.View;

    /// <summary>Losses and predictions of a batch; their sums go to a slot of the history.</summary>
    public void Forward(int n, int slot, Floats logits, Ints labels)
    {
        op.Forward(new ClassificationShape(n, classes), labelSmoothing, logits, labels, losses.View, predictions.View);
        metrics.Record(n, slot, losses.View, predictions.View, labels, lossSums.View, correctCounts.View);
    }

    /// <summary>The gradient of the mean loss; valid until the next call.</summary>
    public Floats Backward(int n, Floats logits, Ints labels)
    {
        op.Backward(new ClassificationShape(n, classes), labelSmoothing, logits, labels, dlogits.View);
        return dlogits.View;
    }

    /// <summary>
    /// The whole history, by slot; waits for the device. The arrays are overwritten by the next call.
    /// </summary>
    public (float[] LossSums, int[] CorrectCounts) Read()
    {
        lossSums.View.CopyToCPU(device.Stream, hostLossSums);
        correctCounts.View.CopyToCPU(device.Stream, hostCorrectCounts);
        return (hostLossSums, hostCorrectCounts);
    }

    public void Dispose()
    {
        losses.Dispose();
        predictions.Dispose();
        dlogits.Dispose();
        lossSums.Dispose();
        correctCounts.Dispose();
    }
}
