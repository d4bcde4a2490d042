using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels.Batches;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Network.Memory;

namespace IlgpuCnn.Network.Layers;

/// <summary>
/// Layers one after another, with all the device memory that it needs in one allocation, laid out by
/// <see cref="NetworkMemory"/>. A pass allocates nothing; a training pass and one of evaluation use the same bytes. Owns
/// that memory; not the device.
/// </summary>
public sealed class Sequential : IDisposable
{
    private readonly Floats[] trainingOutputs;
    private readonly Floats[] evaluationOutputs;
    private readonly Floats[] outputGradients;

    internal Sequential(
        ComputeDevice device, NetworkArchitecture architecture, IReadOnlyList<Layer> layers, NetworkUse use)
    {
        Device = device;
        Architecture = architecture;
        Layers = layers;
        for (int i = 1; i < layers.Count; i++)
            layers[i].InputActivation = layers[i - 1].OutputActivation;
        GradientParts = GradientParts.Of(device, layers, use.TrainingBatch);
        Memory = MemoryOf(layers, use, GradientParts);
        Arena = new Arena(device, Memory.Layout);
        Parameters = new ParameterStore(
            [.. layers.SelectMany(layer => layer.Parameters)], Arena.Floats(Memory.Weights), Arena.Floats(Memory.Gradients));
        trainingOutputs = use.TrainingBatch > 0 ? [.. Memory.Training.Outputs.Select(Arena.Floats)] : [];
        outputGradients = use.TrainingBatch > 0 ? [.. Memory.Training.OutputGradients.Select(Arena.Floats)] : [];
        evaluationOutputs = use.EvaluationBatch > 0 ? [.. Memory.Evaluation.Outputs.Select(Arena.Floats)] : [];
        for (int i = 0; use.TrainingBatch > 0 && i < layers.Count; i++)
            (layers[i].Kept, layers[i].Scratch) = (Arena.Floats(Memory.Training.Kept[i]), Arena.Floats(Memory.Training.Scratch[i]));
        GradientParts?.Bind(Arena.Floats(Memory.Training.GradientParts));
        device.Matrix.Reserve(MatrixWorkOf(layers, use));
    }

    /// <summary>Where it runs.</summary>
    public ComputeDevice Device { get; }

    /// <summary>What it was built from.</summary>
    public NetworkArchitecture Architecture { get; }

    /// <summary>Its architecture's name.</summary>
    public string Name => Architecture.Name;

    /// <summary>The layers, first to last.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>How its memory is laid out.</summary>
    public NetworkMemory Memory { get; }

    /// <summary>Its memory.</summary>
    public Arena Arena { get; }

    /// <summary>Extents of an input example.</summary>
    public ImageShape Input => Layers[0].Input;

    /// <summary>Number of logits.</summary>
    public int Classes => Layers[^1].Output.Length;

    /// <summary>All weights and biases.</summary>
    public ParameterStore Parameters { get; }

    /// <summary>
    /// Where a backward pass that leaves parts of gradients leaves them; null on devices that have no such passes, and where
    /// the network is not trained.
    /// </summary>
    public GradientParts? GradientParts { get; }

    /// <summary>The batch of a pass of <see cref="Memory"/>, in the network's memory.</summary>
    public Batch BatchOf(PassMemory pass) => new(
        Device, BatchShape.Create(pass.MaxBatch, Input.H, Input.W, Input.C), Arena.Floats(pass.Images),
        Arena.Ints(pass.Labels), Arena.Ints(pass.Indices));

    /// <summary>Logits (N, Classes) of x (N, H, W, C); valid until the next pass.</summary>
    /// <exception cref="InvalidOperationException">The network was not built for such a pass.</exception>
    public Floats Forward(in NetworkPass pass, Floats x)
    {
        Floats[] outputs = pass.Training ? trainingOutputs : evaluationOutputs;
        if (outputs.Length == 0)
            throw new InvalidOperationException($"Network '{Name}' was built without memory for a pass like {pass}.");
        Floats current = x;
        for (int i = 0; i < Layers.Count; i++)
        {
            if (!Layers[i].IsActive(pass))
                continue;
            using (Layers[i].Range.Enter())
                Layers[i].Forward(pass, current, outputs[i]);
            current = outputs[i];
        }

        return current;
    }

    /// <summary>
    /// Adds the gradients of all parameters, or leaves their parts if the pass says so, from the gradient of the logits and
    /// the x of the forward pass, which must have been the last one, of the same <paramref name="pass"/> and for training.
    /// </summary>
    public void Backward(in NetworkPass pass, Floats x, Floats dlogits)
    {
        Floats dy = dlogits;
        for (int i = Layers.Count - 1; i >= 0; i--)
        {
            Floats input = i == 0 ? x : trainingOutputs[i - 1];
            Floats dx = i == 0 ? default : outputGradients[i - 1];
            using (Layers[i].Range.Enter())
                Layers[i].Backward(pass, input, dy, dx);
            dy = dx;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Arena.Dispose();

    internal static NetworkMemory MemoryOf(IReadOnlyList<Layer> layers, NetworkUse use, GradientParts? parts) => new(
        ParameterStore.LengthOf(layers.SelectMany(layer => layer.Parameters)), [.. layers.Select(layer => layer.Memory)],
        use, parts?.Length ?? 0);

    // For whole batches and smaller ones.
    internal static IEnumerable<MatrixWork> MatrixWorkOf(IReadOnlyList<Layer> layers, NetworkUse use)
    {
        for (int i = 0; i < layers.Count; i++)
        {
            MatrixPasses evaluation = layers[i].ForwardPass;
            MatrixPasses training =
                evaluation | MatrixPasses.BackwardWeight | (i > 0 ? MatrixPasses.BackwardInput : 0);
            foreach ((int most, MatrixPasses passes) in new[]
            {
                (use.TrainingBatch, training), (use.EvaluationBatch, evaluation),
            })
            {
                for (int n = 1; n <= most && layers[i].MatrixShape(n) is { } shape; n++)
                    yield return new MatrixWork(shape, passes);
            }
        }
    }
}
