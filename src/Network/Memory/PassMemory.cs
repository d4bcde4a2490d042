using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Memory;

/// <summary>
/// The operations of one pass over a batch, numbered from some number on, and the tensors that they touch. A training
/// step draws its batch, runs each layer forward, computes the loss and its gradient, runs each layer backward, updates
/// the parameters and lets an observer look; an evaluation draws, runs the active layers forward, computes the loss and
/// is read. A layer's input lives until the layer has run backward, where it does, since that reads it again. Where
/// gradients stay in parts, they are computed beside the layers that come later: all that they read lives until the update.
/// </summary>
public sealed class PassMemory
{
    private readonly List<Tensor> tensors = [];
    private readonly List<string> operations = [];
    private readonly IReadOnlyList<LayerMemory> layers;
    private readonly bool training;
    private readonly int first;
    private readonly bool leavesParts;

    internal PassMemory(
        IReadOnlyList<LayerMemory> layers, int maxBatch, bool training, int first, long gradientParts = 0)
    {
        this.layers = layers;
        this.training = training;
        this.first = first;
        leavesParts = gradientParts > 0;
        MaxBatch = maxBatch;
        Name = training ? "training" : "evaluation";
        ListOperations();
        Images = Add("images", TensorUse.Batch, layers[0].InputLength, first, LastReader(0));
        Labels = Add("labels", TensorUse.Batch, 1, first, Last);
        Indices = Add("indices", TensorUse.Batch, 1, first, Last);
        Outputs = [.. layers.Select((layer, i) => IsActive(layer)
            ? Add(layer.Name, TensorUse.Activations, layer.OutputLength, Forward(i), LastReader(i + 1))
            : null)];
        int lossRead = training ? Loss : Last;
        Losses = Add("losses", TensorUse.Loss, 1, Loss, lossRead);
        Predictions = Add("predictions", TensorUse.Loss, 1, Loss, lossRead);
        OutputGradients = !training ? [] : [.. layers.Select((layer, i) => Add(
            layer.Name, i == layers.Count - 1 ? TensorUse.Loss : TensorUse.ActivationGradients, layer.OutputLength,
            i == layers.Count - 1 ? Loss : Backward(i + 1), BackwardEnd(i)))];
        if (leavesParts)
        {
            GradientParts = new Tensor(
                "gradients in parts", TensorUse.Gradients, gradientParts, Backward(layers.Count - 1), Update);
            tensors.Add(GradientParts);
        }

        Kept = !training ? [] : [.. layers.Select((layer, i) => layer.KeptLength == 0
            ? null
            : Add($"{layer.Name} kept", TensorUse.Activations, layer.KeptLength, Forward(i), Backward(i)))];
        Scratch = !training ? [] : [.. layers.Select((layer, i) => layer.ScratchLength == 0
            ? null
            : Add($"{layer.Name} scratch", TensorUse.ActivationGradients, layer.ScratchLength, Backward(i), BackwardEnd(i)))];
    }

    /// <summary>Training or evaluation.</summary>
    public string Name { get; }

    /// <summary>Most examples.</summary>
    public int MaxBatch { get; }

    /// <summary>What each operation is, from the first one's number on.</summary>
    public IReadOnlyList<string> Operations => operations;

    /// <summary>All tensors.</summary>
    public IReadOnlyList<Tensor> Tensors => tensors;

    /// <summary>The batch, normalised.</summary>
    public Tensor Images { get; }

    /// <summary>The class of each image.</summary>
    public Tensor Labels { get; }

    /// <summary>Where each image stands in its set.</summary>
    public Tensor Indices { get; }

    /// <summary>Each layer's output; null where the layer does nothing in such a pass.</summary>
    public IReadOnlyList<Tensor?> Outputs { get; }

    /// <summary>Extents of each layer's output for one example.</summary>
    public IReadOnlyList<string> Shapes => [.. layers.Select(layer => layer.OutputShape)];

    /// <summary>Cross-entropy of each example.</summary>
    public Tensor Losses { get; }

    /// <summary>Predicted class of each example.</summary>
    public Tensor Predictions { get; }

    /// <summary>The gradient of each layer's output, the logits' the last; none in an evaluation.</summary>
    public IReadOnlyList<Tensor> OutputGradients { get; }

    /// <summary>The gradients of parameters, in parts; null where there are none.</summary>
    public Tensor? GradientParts { get; }

    /// <summary>What each layer keeps besides; null where nothing, none in an evaluation.</summary>
    public IReadOnlyList<Tensor?> Kept { get; }

    /// <summary>What each layer needs while it runs backward; null where nothing, none in an evaluation.</summary>
    public IReadOnlyList<Tensor?> Scratch { get; }

    /// <summary>The logits' gradient; null in an evaluation.</summary>
    public Tensor? LogitsGradient => training ? OutputGradients[^1] : null;

    /// <summary>Number of the last operation.</summary>
    internal int Last => first + operations.Count - 1;

    private int Loss => Forward(layers.Count);

    private int Update => Last - 1;

    private void ListOperations()
    {
        operations.Add("draw");
        operations.AddRange(layers.Select(layer => $"{layer.Name} forward"));
        operations.Add("loss");
        if (!training)
        {
            operations.Add("read");
            return;
        }

        operations.AddRange(layers.Reverse().Select(layer => $"{layer.Name} backward"));
        operations.AddRange(["update", "observe"]);
    }

    private int Forward(int layer) => first + 1 + layer;

    private int Backward(int layer) => Loss + layers.Count - layer;

    // The last operation beside which a layer's backward pass may run.
    private int BackwardEnd(int layer) => leavesParts ? Update : Backward(layer);

    // Of what the layer of that number, or the next that is active, gets; the logits are read to the end.
    private int LastReader(int layer)
    {
        while (layer < layers.Count && !IsActive(layers[layer]))
            layer++;
        return layer == layers.Count ? Last : training ? BackwardEnd(layer) : Forward(layer);
    }

    private bool IsActive(LayerMemory layer) => training ? layer.IsActiveInTraining : layer.IsActiveInEvaluation;

    private Tensor Add(string name, TensorUse use, int exampleLength, int firstOperation, int lastOperation)
    {
        long length = (long)MaxBatch * exampleLength;
        if (length > int.MaxValue)
        {
            throw new InputException(
                $"A batch of {MaxBatch} images has {length:N0} numbers at {name}, and {int.MaxValue:N0} is the most: "
                + "choose a smaller batch, smaller images, or a network with smaller layers.");
        }

        Tensor tensor = new(name, use, length, firstOperation, lastOperation);
        tensors.Add(tensor);
        return tensor;
    }
}
