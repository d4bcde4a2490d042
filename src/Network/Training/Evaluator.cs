using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels.Batches;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Kernels.Random;
using IlgpuCnn.Network.Layers;

namespace IlgpuCnn.Network.Training;

/// <summary>
/// Loss and accuracy of a network over whole sets: no augmentation, no dropout, no label smoothing.
/// </summary>
public sealed class Evaluator : IDisposable
{
    private const int Slots = 256;

    private readonly Sequential network;
    private readonly int batchSize;
    private readonly StepValues values;
    private readonly StepValue<BatchSelection> draw;
    private readonly BatchLoss loss;
    private readonly Batch batch;

    /// <summary>For images like those that the network was built for.</summary>
    public Evaluator(Sequential network, int batchSize)
    {
        this.network = network;
        this.batchSize = Math.Min(batchSize, network.Memory.Evaluation.MaxBatch);
        values = new StepValues(network.Device, Slots);
        draw = values.Add<BatchSelection>();
        loss = new BatchLoss(network, network.Memory.Evaluation, 0f, Slots, values);
        batch = network.BatchOf(network.Memory.Evaluation);
    }

    /// <summary>Bytes on the device that it owns.</summary>
    public static long OwnBytes => BatchLoss.HistoryBytes(Slots) + StepValues.OwnBytes;

    /// <summary>Runs over all images; waits for the device.</summary>
    public Evaluation Evaluate(DeviceImages images)
    {
        double losses = 0;
        long correct = 0;
        int slot = 0;
        for (int position = 0; position < images.Count; position += batchSize)
        {
            int n = Math.Min(batchSize, images.Count - position);
            Forward(images, position, n, slot++);
            if (slot == Slots || position + n == images.Count)
            {
                Add(slot, ref losses, ref correct);
                slot = 0;
            }
        }

        return new Evaluation(images.Count, losses / images.Count, (double)correct / images.Count);
    }

    /// <summary>
    /// The cross-entropy of each of <paramref name="count"/> images from <paramref name="first"/> on in the set's
    /// order, written to <paramref name="losses"/> at the image's index; waits for the device.
    /// </summary>
    /// <exception cref="NotFiniteNumberException">A loss is infinite or NaN.</exception>
    public void Losses(DeviceImages images, int first, int count, double[] losses)
    {
        float[] values = new float[batchSize];
        int[] indices = new int[batchSize];
        for (int position = first; position < first + count; position += batchSize)
        {
            int n = Math.Min(batchSize, first + count - position);
            Forward(images, position, n, slot: 0);
            loss.Losses.SubView(0, n).CopyToCPU(network.Device.Stream, values.AsSpan(0, n));
            batch.Indices.SubView(0, n).CopyToCPU(network.Device.Stream, indices.AsSpan(0, n));
            for (int i = 0; i < n; i++)
            {
                losses[indices[i]] = float.IsFinite(values[i])
                    ? values[i]
                    : throw new NotFiniteNumberException($"the loss of image {indices[i]} is {values[i]}");
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        loss.Dispose();
        values.Dispose();
    }

    private void Forward(DeviceImages images, int position, int n, int slot)
    {
        BatchSelection inOrder = new(PermutationKey.Sequence, images.Count, position, Seed: 0, Step: 0);
        inOrder.Require(n, images.Source.Order);
        draw.Set(inOrder);
        loss.SetSlot(slot);
        values.Upload();
        batch.Draw(images, n, draw.View, Augmentation.None);
        Floats logits = network.Forward(new NetworkPass(n), batch.X);
        loss.Forward(n, logits, batch.Labels);
    }

    private void Add(int slots, ref double losses, ref long correct)
    {
        loss.History.Start();
        loss.History.Wait();
        foreach (BatchSums sums in loss.History.Values[..slots])
        {
            losses += sums.Loss;
            correct += sums.Correct;
        }
    }
}
