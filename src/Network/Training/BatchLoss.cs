using System.Runtime.CompilerServices;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Memory;

namespace IlgpuCnn.Network.Training;

/// <summary>
/// Softmax cross-entropy at the end of a network, and the history of its results on the device: one slot a batch, read
/// many at once. Owns the history; what belongs to one batch lies in the network's memory.
/// </summary>
internal sealed class BatchLoss : IDisposable
{
    private readonly BatchCrossEntropy op;
    private readonly float labelSmoothing;
    private readonly int classes;
    private readonly int slots;
    private readonly Ints predictions;
    private readonly Floats dlogits;
    private readonly StepValue<int> slot;
    private readonly MemoryBuffer1D<BatchSums, Stride1D.Dense> history;

    /// <param name="network">What makes the logits.</param>
    /// <param name="pass">The pass of its plan that this is the end of.</param>
    /// <param name="labelSmoothing">Share of the target that is spread over all classes.</param>
    /// <param name="slots">Length of the history.</param>
    /// <param name="values">Tell the device the slot.</param>
    public BatchLoss(Sequential network, PassMemory pass, float labelSmoothing, int slots, StepValues values)
    {
        op = new BatchCrossEntropy(network.Device);
        this.labelSmoothing = labelSmoothing;
        classes = network.Classes;
        Losses = network.Arena.Floats(pass.Losses);
        predictions = network.Arena.Ints(pass.Predictions);
        dlogits = network.Arena.Floats(pass.LogitsGradient);
        slot = values.Add<int>();
        history = network.Device.Allocate<BatchSums>((long)slots * op.MostSums);
        this.slots = slots;
        History = new HostCopy<BatchSums>(network.Device, history.View);
    }

    /// <summary>Per-example losses of the last batch.</summary>
    public Floats Losses { get; }

    /// <summary>Per-example predictions of the last batch.</summary>
    public Ints Predictions => predictions;

    /// <summary>The sums of the batches so far, by slot, on their way to the host.</summary>
    public HostCopy<BatchSums> History { get; }

    /// <summary>Bytes of a history on a device.</summary>
    public static long HistoryBytes(ComputeDevice device, int slots) =>
        (long)slots * BatchCrossEntropy.MostSumsOn(device) * Unsafe.SizeOf<BatchSums>();

    /// <summary>
    /// The losses and the correct predictions of a batch of <paramref name="n"/>, once its slot has come to the host.
    /// </summary>
    public (double Loss, int Correct) SumsOf(int number, int n)
    {
        double loss = 0;
        int correct = 0;
        foreach (BatchSums sums in History.Values.Slice(number * op.MostSums, op.SumsOf(n)))
        {
            loss += sums.Loss;
            correct += sums.Correct;
        }

        return (loss, correct);
    }

    /// <summary>Sets the slot that the next batch's sums go to, for the next upload of the step's values.</summary>
    public void SetSlot(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, slots);
        slot.Set(number);
    }

    /// <summary>
    /// Losses and predictions of a batch, whose sums go to the slot that was uploaded last, and the gradient of the mean
    /// loss, which is valid until the next call; empty where the pass is an evaluation.
    /// </summary>
    public Floats Run(int n, Floats logits, Ints labels)
    {
        op.Record(
            new ClassificationShape(n, classes), labelSmoothing, logits, labels, Losses, predictions, dlogits, slot.View,
            history.View);
        return dlogits;
    }

    public void Dispose()
    {
        History.Dispose();
        history.Dispose();
    }
}
