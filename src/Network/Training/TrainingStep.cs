using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels.Batches;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Devices.Profiling;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Training.Optimizers;

namespace IlgpuCnn.Network.Training;

/// <summary>
/// The launches of a training step: draw, forward, loss, backward, update. A fixed sequence for each size of batch, in which
/// nothing depends on the step's number: what does, the kernels read from <see cref="StepValues"/>. Owns these and the
/// sequences; the batch and the optimizer's state lie in the network's memory.
/// </summary>
internal sealed class TrainingStep : IDisposable
{
    private readonly Sequential network;
    private readonly DeviceImages images;
    private readonly Augmentation augmentation;
    private readonly ulong seed;
    private readonly StepValues values;
    private readonly StepValue<BatchSelection> draw;
    private readonly StepValue<DropoutKey> dropoutKey;
    private readonly BatchLoss loss;
    private readonly OptimizerUpdate update;
    private readonly StepTable<GradientSegment>? segments; // null: gradients are added up before the update
    private readonly Dictionary<int, LaunchGraph> graphs = [];

    /// <param name="network">What is trained.</param>
    /// <param name="images">What batches are drawn from.</param>
    /// <param name="recipe">How.</param>
    /// <param name="slots">Length of the history: steps that may be under way at once.</param>
    public TrainingStep(Sequential network, DeviceImages images, TrainingRecipe recipe, int slots)
    {
        this.network = network;
        this.images = images;
        augmentation = recipe.Augmentation.Value;
        seed = recipe.Seed;
        values = new StepValues(network.Device, slots);
        update = recipe.Optimizer.Value.CreateFor(network, values);
        draw = values.Add<BatchSelection>();
        dropoutKey = values.Add<DropoutKey>();
        loss = new BatchLoss(network, network.Memory.Training, (float)recipe.LabelSmoothing, slots, values);
        Batch = network.BatchOf(network.Memory.Training);
        if (update.TakesParts && network.GradientParts is { } parts
            && values.HasRoomFor<GradientSegment>(parts.SegmentCount))
        {
            segments = values.AddTable<GradientSegment>(parts.SegmentCount);
        }
    }

    /// <summary>The batch of the last step.</summary>
    public Batch Batch { get; }

    /// <summary>Its logits, as they were before the update.</summary>
    public Floats Logits { get; private set; }

    /// <summary>The sums of the steps so far, by slot.</summary>
    public HostCopy<BatchSums> History => loss.History;

    /// <summary>The losses and the correct predictions of a step of <paramref name="n"/> images, once they are here.</summary>
    public (double Loss, int Correct) SumsOf(int slot, int n) => loss.SumsOf(slot, n);

    /// <summary>Takes one step; waits for nothing.</summary>
    /// <param name="step">Its number, from 0.</param>
    /// <param name="slot">Where its sums go.</param>
    /// <param name="n">Images of its batch.</param>
    /// <param name="which">Which images.</param>
    /// <param name="learningRate">Its learning rate.</param>
    public void Run(long step, int slot, int n, in BatchSelection which, double learningRate)
    {
        which.Require(n, images.Source.Order);
        draw.Set(which);
        dropoutKey.Set(new DropoutKey(seed, (uint)step));
        loss.SetSlot(slot);
        update.Set(step, learningRate);
        segments?.Set(network.GradientParts!.SegmentsOf(n));
        using ProfilerRange.Scope range = StepRanges.Step.Enter();
        values.Upload();
        if (!graphs.TryGetValue(n, out LaunchGraph? graph))
            graphs.Add(n, graph = GraphOf(n));
        graph.Run();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (LaunchGraph graph in graphs.Values)
            graph.Dispose();
        loss.Dispose();
        values.Dispose();
    }

    // Apart from Run, where the closure would be made anew at every step.
    private LaunchGraph GraphOf(int n) => new(network.Device, () => Launch(n));

    private void Launch(int n)
    {
        NetworkPass pass = new(n, Training: true, dropoutKey.View, LeavesParts: segments is not null);
        Floats dlogits;
        using (StepRanges.Forward.Enter())
        {
            Batch.Draw(images, n, draw.View, augmentation);
            Logits = network.Forward(pass, Batch.X);
            dlogits = loss.Run(n, Logits, Batch.Labels);
        }

        using (StepRanges.Backward.Enter())
            network.Backward(pass, Batch.X, dlogits);
        network.Device.JoinBranch();
        using (StepRanges.Optimizer.Enter())
            Update(n);
    }

    private void Update(int n)
    {
        if (segments is null)
        {
            update.Launch();
            return;
        }

        GradientParts parts = network.GradientParts!;
        GradientSegment last = parts.SegmentsOf(n)[^1];
        update.Launch(new PartialGradients(parts.Memory, segments.View, last.FirstGroup + last.Groups));
    }
}
