namespace IlgpuCnn.Network.Layers;

/// <summary>What a layer of a network takes, known without building it.</summary>
/// <param name="Name">The layer's name in messages and files: conv1.</param>
/// <param name="Output">Extents of one image on the way out.</param>
/// <param name="Parameters">Trainable numbers, biases included.</param>
/// <param name="MultiplyAdds">
/// Of a forward pass of one image, as the plain sums of convolutions and dense layers have them; 0 for other layers.
/// </param>
/// <param name="IsDense">Whether each output has a weight for every number on the way in.</param>
public sealed record LayerCost(string Name, ImageShape Output, long Parameters, long MultiplyAdds, bool IsDense)
{
    internal static LayerCost Of(Layer layer) => new(
        layer.Name, layer.Output, layer.Parameters.Sum(parameter => (long)parameter.Length),
        layer.MatrixShape(1) is { } shape ? (long)shape.OutputLength * shape.Depth : 0, layer is DenseLayer);
}
