namespace IlgpuCnn.Kernels;

/// <summary>
/// Adds up a batch's losses and correct predictions into one slot of two arrays on the device, so that the host reads
/// the history of many steps at once and no step waits for it. The order of additions is fixed.
/// </summary>
public sealed class BatchMetrics(ComputeDevice device)
{
    private readonly Action<Index1D, int, int, Floats, Ints, Ints, Floats, Ints> record =
        device.Load<int, int, Floats, Ints, Ints, Floats, Ints>(RecordKernel);

    // ---- kernels

    // One thread: a batch is a few hundred numbers, and a sum in one order needs no second launch.
    private static void RecordKernel(
        Index1D i, int length, int slot, Floats losses, Ints predictions, Ints labels, Floats lossSums,
        Ints correctCounts)
    {
        float sum = 0f;
        int correct = 0;
        for (int n = i; n < length; n++)
        {
            sum += losses[n];
            correct += predictions[n] == labels[n] ? 1 : 0;
        }

        lossSums[slot] = sum;
        correctCounts[slot] = correct;
    }

    // ---- launchers

    /// <summary>
    /// lossSums[<paramref name="slot"/>] = Σ losses and correctCounts[slot] = how many predictions are their labels,
    /// over <paramref name="n"/> examples. Overwrites the slot.
    /// </summary>
    public void Record(
        int n, int slot, Floats losses, Ints predictions, Ints labels, Floats lossSums, Ints correctCounts)
    {
        Require.AtLeast(n, 1, nameof(n));
        Require.AtLeast(slot, 0, nameof(slot));
        Require.Length(losses, n, nameof(losses), "a batch of", n);
        Require.Length(predictions, n, nameof(predictions), "a batch of", n);
        Require.Length(labels, n, nameof(labels), "a batch of", n);
        Require.Length(lossSums, slot + 1L, nameof(lossSums), "slot", slot);
        Require.Length(correctCounts, slot + 1L, nameof(correctCounts), "slot", slot);
        record(1, n, slot, losses, predictions, labels, lossSums, correctCounts);
    }
}
