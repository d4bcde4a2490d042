using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix.Gpu.Access;

namespace IlgpuCnn.Kernels.Ops;

/// <summary>
/// All that a step makes of a batch's logits: each example's loss and prediction, the gradient, and sums for a history,
/// which the host adds up. A GPU does it in one launch, in which 32 threads share a row and each group has a sum of its
/// own; a CPU runs <see cref="SoftmaxCrossEntropy"/> and <see cref="BatchMetrics"/> one after the other. The results are
/// theirs, but for the order of additions, which on either is fixed.
/// </summary>
public sealed class BatchCrossEntropy
{
    private const int Threads = 256;
    private const int RowLanes = 32;
    private const int Rows = Threads / RowLanes;
    private const int MostGroups = 32;

    private readonly SoftmaxCrossEntropy? crossEntropy;
    private readonly BatchMetrics? metrics;
    private readonly Launcher? launch;
    private readonly ComputeDevice device;

    /// <summary>Loads the kernels of a device.</summary>
    public BatchCrossEntropy(ComputeDevice device)
    {
        this.device = device;
        if (device.IsCpu)
        {
            crossEntropy = new SoftmaxCrossEntropy(device);
            metrics = new BatchMetrics(device);
            return;
        }

        launch = device.LoadGrouped<Launcher>(
            ((Action<ClassificationShape, float, Floats, Ints, Floats, Ints, Floats, Ints,
                ArrayView<BatchSums>>)RecordKernel).Method,
            new KernelSpecialization(Threads, null));
    }

    private delegate void Launcher(
        AcceleratorStream stream, KernelConfig grid, ClassificationShape shape, float smoothing, Floats logits,
        Ints labels, Floats losses, Ints predictions, Floats dlogits, Ints slot,
        ArrayView<BatchSums> history);

    /// <summary>Places of a history that a batch's sums may take.</summary>
    public int MostSums => MostSumsOn(device);

    /// <summary>In how many sums a batch of <paramref name="n"/> comes.</summary>
    public int SumsOf(int n) => Math.Min((n + Rows - 1) / Rows, MostSums);

    /// <summary>Places of a history that a batch's sums may take on a device.</summary>
    public static int MostSumsOn(ComputeDevice device) => device.IsCpu ? 1 : MostGroups;

    // ---- kernels

    // loss = log Σ exp(z) − Σ t·z; dz = (softmax(z) − t) / N
    private static void RecordKernel(
        ClassificationShape s, float smoothing, Floats logits, Ints labels, Floats losses, Ints predictions,
        Floats dlogits, Ints slot, ArrayView<BatchSums> history)
    {
        Floats sums = SharedMemory.Allocate<float>(2 * Threads);
        Ints classes = SharedMemory.Allocate<int>(Threads);
        int lane = Group.IdxX % RowLanes;
        int firstLane = Group.IdxX - lane;
        float uniform = smoothing / s.Classes;
        float groupLoss = 0f;
        int groupCorrect = 0;
        for (int first = Grid.IdxX * Rows; first < s.N; first += Grid.DimX * Rows)
        {
            // Past the last row the last one is computed again, and not stored: all threads meet at the barriers.
            int n = IntrinsicMath.Min(first + (Group.IdxX / RowLanes), s.N - 1);
            bool isStored = first + (Group.IdxX / RowLanes) < s.N;
            int row = n * s.Classes;
            int label = labels[n];
            int best = LargestOf(s, lane, firstLane, row, logits, sums, classes);
            float max = logits[row + best];
            Float2 total = SumsOf(s, lane, firstLane, row, max, logits, sums);
            float sum = total.X;
            if (isStored & lane == 0)
            {
                bool isClass = label >= 0 & label < s.Classes;
                float own = isClass ? logits[row + (isClass ? label : 0)] - max : float.NaN;
                // Without smoothing the other logits stay out, since 0 · −∞ is not 0.
                float target = smoothing == 0f ? own : ((1f - smoothing) * own) + (uniform * total.Y);
                float loss = MathF.Log(sum) - target;
                losses[n] = loss;
                predictions[n] = best;
                groupLoss += loss;
                groupCorrect += best == label ? 1 : 0;
            }

            if (isStored & dlogits.Length > 0)
                StoreGradient(s, smoothing, lane, row, label, max, sum, logits, dlogits);
        }

        AddUp(lane, firstLane, groupLoss, groupCorrect, sums, classes, slot, history);
    }

    // The lowest class of those with the largest logit of a row.
    private static int LargestOf(
        ClassificationShape s, int lane, int firstLane, int row, Floats logits, Floats maxima, Ints classes)
    {
        int best = IntrinsicMath.Min(lane, s.Classes - 1);
        float max = logits[row + best];
        for (int c = lane + RowLanes; c < s.Classes; c += RowLanes)
        {
            float value = logits[row + c];
            best = value > max ? c : best;
            max = value > max ? value : max;
        }

        Group.Barrier(); // what was in shared memory has been read
        maxima[Group.IdxX] = max;
        classes[Group.IdxX] = best;
        Group.Barrier();
        max = maxima[firstLane];
        best = classes[firstLane];
        for (int other = 1; other < IntrinsicMath.Min(RowLanes, s.Classes); other++)
        {
            float value = maxima[firstLane + other];
            int c = classes[firstLane + other];
            bool isBetter = value > max | (value == max & c < best);
            best = isBetter ? c : best;
            max = isBetter ? value : max;
        }

        return best;
    }

    // Of a row: Σ exp(z − max) and Σ (z − max).
    private static Float2 SumsOf(
        ClassificationShape s, int lane, int firstLane, int row, float max, Floats logits, Floats sums)
    {
        float sum = 0f;
        float all = 0f;
        for (int c = lane; c < s.Classes; c += RowLanes)
        {
            float shifted = logits[row + c] - max;
            sum += MathF.Exp(shifted);
            all += shifted;
        }

        Group.Barrier();
        sums[Group.IdxX] = sum;
        sums[Threads + Group.IdxX] = all;
        Group.Barrier();
        sum = sums[firstLane];
        all = sums[Threads + firstLane];
        for (int other = 1; other < IntrinsicMath.Min(RowLanes, s.Classes); other++)
        {
            sum += sums[firstLane + other];
            all += sums[Threads + firstLane + other];
        }

        return new Float2(sum, all);
    }

    private static void StoreGradient(
        ClassificationShape s, float smoothing, int lane, int row, int label, float max, float sum, Floats logits,
        Floats dlogits)
    {
        float uniform = smoothing / s.Classes;
        float share = 1f / sum;
        float mean = 1f / s.N;
        for (int c = lane; c < s.Classes; c += RowLanes)
        {
            float target = c == label ? uniform + (1f - smoothing) : uniform;
            dlogits[row + c] = ((MathF.Exp(logits[row + c] - max) * share) - target) * mean;
        }
    }

    // The sums of a group's rows, which their first lanes have.
    private static void AddUp(
        int lane, int firstLane, float loss, int correct, Floats losses, Ints corrects, Ints slot,
        ArrayView<BatchSums> history)
    {
        Group.Barrier();
        if (lane == 0)
        {
            losses[firstLane] = loss;
            corrects[firstLane] = correct;
        }

        Group.Barrier();
        if (Group.IdxX == 0)
        {
            for (int other = 1; other < Rows; other++)
            {
                loss += losses[other * RowLanes];
                correct += corrects[other * RowLanes];
            }

            history[(slot[0] * MostGroups) + Grid.IdxX] = new BatchSums(loss, correct);
        }
    }

    // ---- launchers

    /// <summary>
    /// losses (N), predictions (N) and dlogits (N, Classes) of logits (N, Classes), as
    /// <see cref="SoftmaxCrossEntropy"/> has them, and their sums, as <see cref="BatchMetrics"/> has them.
    /// </summary>
    /// <param name="shape">Extents.</param>
    /// <param name="labelSmoothing">Share of the target that is spread over all classes, from 0 to 1.</param>
    /// <param name="logits">What a network says.</param>
    /// <param name="labels">The class of each example.</param>
    /// <param name="losses">Is overwritten.</param>
    /// <param name="predictions">Is overwritten.</param>
    /// <param name="dlogits">Is overwritten; empty where no gradient is wanted.</param>
    /// <param name="slot">
    /// Number of the batch in the history, as the first element; the caller keeps it within.
    /// </param>
    /// <param name="history">
    /// Takes the sums: <see cref="SumsOf(int)"/> of the <see cref="MostSums"/> places that each batch has.
    /// </param>
    /// <exception cref="ArgumentException">A view is too short, or labelSmoothing not from 0 to 1.</exception>
    public void Record(
        ClassificationShape shape, float labelSmoothing, Floats logits, Ints labels, Floats losses, Ints predictions,
        Floats dlogits, Ints slot, ArrayView<BatchSums> history)
    {
        SoftmaxCrossEntropy.RequireSmoothing(labelSmoothing);
        Require.Length(logits, shape.Length, nameof(logits), shape);
        Require.Length(labels, shape.N, nameof(labels), shape);
        Require.Length(losses, shape.N, nameof(losses), shape);
        Require.Length(predictions, shape.N, nameof(predictions), shape);
        if (dlogits.Length > 0)
            Require.Length(dlogits, shape.Length, nameof(dlogits), shape);
        Require.Length(slot, 1, nameof(slot), "a value of", 1);
        Require.Length(history, MostSums, nameof(history), "a history of", MostSums);
        if (launch is not null)
        {
            launch(
                device.Stream, new KernelConfig(SumsOf(shape.N), Threads), shape, labelSmoothing, logits,
                labels, losses, predictions, dlogits, slot, history);
            return;
        }

        crossEntropy!.Forward(shape, labelSmoothing, logits, labels, losses, predictions);
        metrics!.Record(shape.N, slot, losses, predictions, labels, history);
        if (dlogits.Length > 0)
            crossEntropy.Backward(shape, labelSmoothing, logits, labels, dlogits);
    }
}
