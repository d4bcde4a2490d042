using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.ImageScores;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Network.Scores;

/// <summary>Training dynamics of every image, gathered on the device in one ordinary training run. Owns its buffers.
/// </summary>
internal sealed class TrainingDynamics : IStepObserver, IDisposable
{
    private readonly ComputeDevice device;
    private readonly ExampleDynamics op;
    private readonly int classes;
    private readonly int stepsPerEpoch;
    private readonly int normEpoch;
    private readonly MemoryBuffer1D<int, Stride1D.Dense>[] counts;
    private readonly MemoryBuffer1D<float, Stride1D.Dense>[] sums;

    public TrainingDynamics(Sequential network, int images, int stepsPerEpoch, int normEpoch)
    {
        device = network.Device;
        op = new ExampleDynamics(device);
        classes = network.Classes;
        this.stepsPerEpoch = stepsPerEpoch;
        this.normEpoch = normEpoch;
        counts = [.. Enumerable.Range(0, 4).Select(_ => device.Allocate(new int[images]))];
        sums = [.. Enumerable.Range(0, 3).Select(_ => device.Allocate(new float[images]))];
    }

    /// <summary>Called before the first step of each epoch with the epoch's number, from 1.</summary>
    public Action<int>? EpochStarted { get; init; }

    private DynamicsViews Views => new(
        counts[0].View, counts[1].View, counts[2].View, counts[3].View, sums[0].View, sums[1].View, sums[2].View);

    public void Observe(long step, int count, Floats logits, Batch batch)
    {
        int epoch = (int)(step / stepsPerEpoch) + 1;
        if (step % stepsPerEpoch == 0)
            EpochStarted?.Invoke(epoch);
        op.Record(
            ClassificationShape.Create(count, classes), epoch, normEpoch, logits, batch.Labels, batch.Indices, Views);
    }

    /// <summary>What was gathered; waits for the device.</summary>
    public DynamicsTable Read() => new(
        counts[0].GetAsArray1D(device.Stream), counts[1].GetAsArray1D(device.Stream),
        counts[2].GetAsArray1D(device.Stream), counts[3].GetAsArray1D(device.Stream),
        sums[0].GetAsArray1D(device.Stream), sums[1].GetAsArray1D(device.Stream), sums[2].GetAsArray1D(device.Stream));

    public void Dispose()
    {
        foreach (IDisposable buffer in counts.Concat<IDisposable>(sums))
            buffer.Dispose();
    }
}
