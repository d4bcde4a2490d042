using IlgpuCnn.Kernels.Devices;

namespace IlgpuCnn.Kernels.Ops;

/// <summary>The totals of a batch: the sum of its losses, and how many of its predictions were right.</summary>
public readonly record struct BatchSums(float Loss, int Correct);

/// <summary>
/// The op that adds up a batch's losses and correct predictions into one slot of a history on the device, so that the
/// host reads many steps at once and no step waits for it. The order of additions is fixed.
/// </summary>
public sealed class BatchMetrics(ComputeDevice device)
{
    private readonly Action<Index1D, int, Ints, Floats, Ints, Ints, ArrayView<BatchSums>> record =
        device.Load<int, Ints, Floats, Ints, Ints, ArrayView<BatchSums>>(RecordKernel);

    // ---- kernels

    // One thread: a batch is a few hundred numbers, and a sum in one order needs no second launch.
    private static void RecordKernel(
        Index1D i, int length, Ints slot, Floats losses, Ints predictions, Ints labels, ArrayView<BatchSums> history)
    {
        float sum = 0f;
        int correct = 0;
        for (int n = i; n < length; n++)
        {
            sum += losses[n];
            correct += predictions[n] == labels[n] ? 1 : 0;
        }

        history[slot[0]] = new BatchSums(sum, correct);
    }

    // ---- launchers

    /// <summary>
    /// Writes the sums over <paramref name="n"/> examples to the slot of <paramref name="history"/> whose index is the
    /// first element of <paramref name="slot"/>. The index lies on the device and can't be checked here: the caller
    /// must keep it within the history.
    /// </summary>
    public void Record(
        int n, Ints slot, Floats losses, Ints predictions, Ints labels, ArrayView<BatchSums> history)
    {
        Require.AtLeast(n, 1, nameof(n));
        Require.Length(slot, 1, nameof(slot), "a value of", 1);
        Require.Length(losses, n, nameof(losses), "a batch of", n);
        Require.Length(predictions, n, nameof(predictions), "a batch of", n);
        Require.Length(labels, n, nameof(labels), "a batch of", n);
        Require.Length(history, 1, nameof(history), "a history of", 1);
        record(1, n, slot, losses, predictions, labels, history);
    }
}
