using IlgpuCnn.Data;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Scores;

/// <summary>
/// Gathers the training dynamics of every image while a <see cref="Trainer"/> runs, on the device. Owns the buffers.
/// </summary>
public sealed class DynamicsRecorder : IStepObserver, IDisposable
{
    private readonly ComputeDevice device;
    private readonly ExampleDynamics op;
    private readonly int classes;
    private readonly int stepsPerEpoch;
    private readonly int errorNormEpoch;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> seen;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> correct;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> forgotten;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> correctSince;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> meanProbability;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> squaredDeviations;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> errorNorm;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> errorNormSeen;

    /// <param name="device">Where training runs.</param>
    /// <param name="images">Images of the data set.</param>
    /// <param name="classes">Classes of the network.</param>
    /// <param name="stepsPerEpoch">Steps in which each image is seen once.</param>
    /// <param name="errorNormEpoch">The epoch, from 1, of which EL2N is taken.</param>
    public DynamicsRecorder(ComputeDevice device, int images, int classes, int stepsPerEpoch, int errorNormEpoch)
    {
        this.device = device;
        this.classes = classes;
        this.stepsPerEpoch = stepsPerEpoch;
        this.errorNormEpoch = errorNormEpoch;
        op = new ExampleDynamics(device);
        seen = device.Allocate<int>(images);
        correct = device.Allocate<int>(images);
        forgotten = device.Allocate<int>(images);
        correctSince = device.Allocate<int>(images);
        meanProbability = device.Allocate<float>(images);
        squaredDeviations = device.Allocate<float>(images);
        errorNorm = device.Allocate<float>(images);
        errorNormSeen = device.Allocate<int>(images);
    }

    /// <inheritdoc/>
    public void Observe(long step, int count, Floats logits, Batch batch, Ints predictions) => op.Record(
        new ClassificationShape(count, classes), new DynamicsEpoch((int)(step / stepsPerEpoch) + 1, errorNormEpoch),
        logits, batch.Labels, predictions, batch.Indices,
        new ImageDynamics(
            seen.View, correct.View, forgotten.View, correctSince.View, meanProbability.View, squaredDeviations.View,
            errorNorm.View, errorNormSeen.View));

    /// <summary>What was gathered in a run of so many steps; waits for the device.</summary>
    /// <param name="run">The run, in words.</param>
    /// <param name="steps">Steps of the run.</param>
    public DynamicsRecord Read(string run, long steps) => new()
    {
        Run = run,
        Epochs = (int)((steps + stepsPerEpoch - 1) / stepsPerEpoch),
        ErrorNormEpoch = errorNormEpoch,
        Seen = seen.GetAsArray1D(device.Stream),
        Correct = correct.GetAsArray1D(device.Stream),
        Forgotten = forgotten.GetAsArray1D(device.Stream),
        CorrectSince = correctSince.GetAsArray1D(device.Stream),
        MeanProbability = meanProbability.GetAsArray1D(device.Stream),
        SquaredDeviations = squaredDeviations.GetAsArray1D(device.Stream),
        ErrorNorm = errorNorm.GetAsArray1D(device.Stream),
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        seen.Dispose();
        correct.Dispose();
        forgotten.Dispose();
        correctSince.Dispose();
        meanProbability.Dispose();
        squaredDeviations.Dispose();
        errorNorm.Dispose();
        errorNormSeen.Dispose();
    }
}
