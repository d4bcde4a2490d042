using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels.Batches;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Kernels.Random;
using IlgpuCnn.Network.Layers;

namespace IlgpuCnn.Network.Training;

/// <summary>
/// Loss, accuracy and probabilities of a network over whole sets: no augmentation, no dropout, no label smoothing.
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
    private readonly Lazy<Softmax> softmax;
    private readonly int[] counts = new int[Slots];

    /// <summary>For images like those that the network was built for.</summary>
    public Evaluator(Sequential network, int batchSize)
    {
        this.network = network;
        this.batchSize = Math.Min(batchSize, network.Memory.Evaluation.MaxBatch);
        values = new StepValues(network.Device, Slots);
        draw = values.Add<BatchSelection>();
        loss = new BatchLoss(network, network.Memory.Evaluation, 0f, Slots, values);
        batch = network.BatchOf(network.Memory.Evaluation);
        softmax = new Lazy<Softmax>(() => new Softmax(network.Device));
    }

    /// <summary>Bytes that it owns on a device.</summary>
    public static long OwnBytesOn(ComputeDevice device) => BatchLoss.HistoryBytes(device, Slots) + StepValues.OwnBytes;

    /// <summary>Runs over all images; waits for the device.</summary>
    public Evaluation Evaluate(DeviceImages images) => Evaluate(images, probabilities: null);

    /// <summary>
    /// The probability of each class for each image (Count, Classes), by the index of the image in the set; waits for
    /// the device.
    /// </summary>
    public float[] Probabilities(DeviceImages images)
    {
        Evaluate(images, out float[] probabilities);
        return probabilities;
    }

    /// <summary>Loss and accuracy, and the probabilities of <see cref="Probabilities"/>, of one run over all images.
    /// </summary>
    public Evaluation Evaluate(DeviceImages images, out float[] probabilities)
    {
        probabilities = new float[(long)images.Count * network.Classes];
        return Evaluate(images, probabilities);
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

    private Evaluation Evaluate(DeviceImages images, float[]? probabilities)
    {
        double losses = 0;
        long correct = 0;
        int slot = 0;
        for (int position = 0; position < images.Count; position += batchSize)
        {
            int n = Math.Min(batchSize, images.Count - position);
            counts[slot] = n;
            Floats logits = Forward(images, position, n, slot++);
            if (probabilities is not null)
                Read(logits, n, probabilities);
            if (slot == Slots || position + n == images.Count)
            {
                Add(slot, ref losses, ref correct);
                slot = 0;
            }
        }

        return new Evaluation(images.Count, losses / images.Count, (double)correct / images.Count);
    }

    private Floats Forward(DeviceImages images, int position, int n, int slot)
    {
        BatchSelection inOrder = new(PermutationKey.Sequence, images.Count, position, Seed: 0, Step: 0);
        inOrder.Require(n, images.Source.Order);
        draw.Set(inOrder);
        loss.SetSlot(slot);
        values.Upload();
        batch.Draw(images, n, draw.View, Augmentation.None);
        Floats logits = network.Forward(new NetworkPass(n), batch.X);
        loss.Run(n, logits, batch.Labels);
        return logits;
    }

    // The logits have been used: their memory takes the probabilities.
    private void Read(Floats logits, int n, float[] probabilities)
    {
        int classes = network.Classes;
        softmax.Value.Forward(new ClassificationShape(n, classes), logits, logits);
        float[] rows = new float[n * classes];
        int[] indices = new int[n];
        logits.SubView(0, rows.Length).CopyToCPU(network.Device.Stream, rows);
        batch.Indices.SubView(0, n).CopyToCPU(network.Device.Stream, indices);
        for (int i = 0; i < n; i++)
            rows.AsSpan(i * classes, classes).CopyTo(probabilities.AsSpan(indices[i] * classes));
    }

    private void Add(int slots, ref double losses, ref long correct)
    {
        loss.History.Start();
        loss.History.Wait();
        for (int slot = 0; slot < slots; slot++)
        {
            (double ofBatch, int correctOfBatch) = loss.SumsOf(slot, counts[slot]);
            losses += ofBatch;
            correct += correctOfBatch;
        }
    }
}
