using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Memory;

namespace IlgpuCnn.Network;

/// <summary>
/// Softmax cross-entropy at the end of a network, and the history of its results on the device: one slot a batch, read
/// many at once. Owns the history; what belongs to one batch lies in the network's memory.
/// </summary>
internal sealed class BatchLoss : IDisposable
{
    private readonly ComputeDevice device;
    private readonly SoftmaxCrossEntropy op;
    private readonly BatchMetrics metrics;
    private readonly float labelSmoothing;
    private readonly int classes;
    private readonly Ints predictions;
    private readonly Floats dlogits;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> lossSums;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> correctCounts;
    private readonly float[] hostLossSums;
    private readonly int[] hostCorrectCounts;

    public BatchLoss(Sequential network, PassPlan pass, float labelSmoothing, int slots)
    {
        device = network.Device;
        op = new SoftmaxCrossEntropy(device);
        metrics = new BatchMetrics(device);
        this.labelSmoothing = labelSmoothing;
        classes = network.Classes;
        Losses = network.Arena.Floats(pass.Losses);
        predictions = network.Arena.Ints(pass.Predictions);
        dlogits = network.Arena.Floats(pass.LogitsGradient);
        lossSums = device.Allocate<float>(slots);
        correctCounts = device.Allocate<int>(slots);
        hostLossSums = new float[slots];
        hostCorrectCounts = new int[slots];
    }

    /// <summary>Per-example losses of the last batch.</summary>
    public Floats Losses { get; }

    /// <summary>Per-example predictions of the last batch.</summary>
    public Ints Predictions => predictions;

    /// <summary>Bytes of a history.</summary>
    public static long HistoryBytes(int slots) => slots * (long)(sizeof(float) + sizeof(int));

    /// <summary>Losses and predictions of a batch; their sums go to a slot of the history.</summary>
    public void Forward(int n, int slot, Floats logits, Ints labels)
    {
        op.Forward(new ClassificationShape(n, classes), labelSmoothing, logits, labels, Losses, predictions);
        metrics.Record(n, slot, Losses, predictions, labels, lossSums.View, correctCounts.View);
    }

    /// <summary>The gradient of the mean loss; valid until the next call.</summary>
    public Floats Backward(int n, Floats logits, Ints labels)
    {
        op.Backward(new ClassificationShape(n, classes), labelSmoothing, logits, labels, dlogits);
        return dlogits;
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
        lossSums.Dispose();
        correctCounts.Dispose();
    }
}
