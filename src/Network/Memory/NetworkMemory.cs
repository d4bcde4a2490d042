namespace IlgpuCnn.Network.Memory;

/// <summary>
/// The memory of a network: its parameters, what is kept of them from step to step, and the tensors of a training step
/// and of an evaluation, which come one after the other and so may use the same bytes. Needs no memory itself.
/// </summary>
public sealed class NetworkMemory
{
    private readonly PassMemory? training;
    private readonly PassMemory? evaluation;

    /// <summary>Plans the memory of a network.</summary>
    /// <param name="parameters">Numbers that its parameters take, gaps between them included.</param>
    /// <param name="layers">What each layer asks for, first to last.</param>
    /// <param name="use">What the memory must suffice for.</param>
    /// <param name="gradientParts">Numbers in which a training step leaves gradients in parts; 0 where it does not.</param>
    public NetworkMemory(int parameters, IReadOnlyList<LayerMemory> layers, NetworkUse use, long gradientParts = 0)
    {
        Weights = Tensor.Kept("weights", TensorUse.Weights, parameters);
        List<Tensor> tensors = [Weights];
        if (use.TrainingBatch > 0)
        {
            Gradients = Tensor.Kept("gradients", TensorUse.Gradients, parameters);
            OptimizerStates = [.. Enumerable.Range(1, use.OptimizerStates)
                .Select(i => Tensor.Kept($"optimizer state {i}", TensorUse.OptimizerState, parameters))];
            training = new PassMemory(layers, use.TrainingBatch, training: true, first: 0, gradientParts);
            tensors.AddRange([Gradients, .. OptimizerStates, .. training.Tensors]);
        }

        if (use.EvaluationBatch > 0)
        {
            evaluation = new PassMemory(layers, use.EvaluationBatch, training: false, first: training?.Last + 1 ?? 0);
            tensors.AddRange(evaluation.Tensors);
        }

        Layout = ArenaLayout.Of(tensors);
    }

    /// <summary>Where everything lies.</summary>
    public ArenaLayout Layout { get; }

    /// <summary>All parameters.</summary>
    public Tensor Weights { get; }

    /// <summary>Their gradients; null where the network is not trained.</summary>
    public Tensor? Gradients { get; }

    /// <summary>What the optimizer keeps.</summary>
    public IReadOnlyList<Tensor> OptimizerStates { get; } = [];

    /// <summary>A training step.</summary>
    /// <exception cref="InvalidOperationException">The network was not built to be trained.</exception>
    public PassMemory Training => training
        ?? throw new InvalidOperationException("The network was built without memory for training.");

    /// <summary>An evaluation.</summary>
    /// <exception cref="InvalidOperationException">The network was not built to be evaluated.</exception>
    public PassMemory Evaluation => evaluation
        ?? throw new InvalidOperationException("The network was built without memory for evaluation.");

    /// <summary>The passes that it was planned for, training first.</summary>
    public IEnumerable<PassMemory> Passes => new[] { training, evaluation }.OfType<PassMemory>();

    /// <summary>Bytes of all tensors of a use, as if each had bytes of its own.</summary>
    public long BytesOf(TensorUse use) => Layout.Tensors.Where(t => t.Use == use).Sum(t => t.Bytes);

    /// <summary>What an operation's number stands for.</summary>
    public string OperationAt(int number) => Passes.SelectMany(pass => pass.Operations).ElementAt(number);
}
