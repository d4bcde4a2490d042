namespace IlgpuCnn.Network.Layers;

/// <summary>How a parameter's elements are ordered here and in files.</summary>
public enum ParameterLayout
{
    /// <summary>Convolution weights: (KH, KW, InC, OutC) here, (OutC, InC, KH, KW) in files.</summary>
    Convolution,

    /// <summary>
    /// Dense weights: (H·W·C, Out) here, (Out, C·H·W) in files, where (H, W, C) is the image that was flattened.
    /// </summary>
    Dense,

    /// <summary>One element a channel, everywhere the same.</summary>
    Bias,
}

/// <summary>One trainable tensor of a layer.</summary>
/// <param name="Name">Name in files: conv1.weight.</param>
/// <param name="Layout">What it is.</param>
/// <param name="Extents">Extents in our order: (KH, KW, InC, OutC), (H, W, C, Out) or (Out).</param>
public sealed record Parameter(string Name, ParameterLayout Layout, int[] Extents)
{
    /// <summary>Number of elements.</summary>
    public int Length => Extents.Aggregate(1, (product, extent) => product * extent);

    /// <summary>Inputs behind one output, for initialisation.</summary>
    public int FanIn => Length / Extents[^1];

    /// <summary>Outputs that one input reaches: a convolution's window counts, as in Glorot and Bengio 2010.</summary>
    public int FanOut => Layout == ParameterLayout.Convolution ? Extents[0] * Extents[1] * Extents[3] : Extents[^1];

    /// <summary>Place of the first element among those of all parameters of the network that owns it.</summary>
    public int Offset { get; internal set; }

    /// <summary>The values, bound by the network that owns them.</summary>
    public Floats Value { get; internal set; }

    /// <summary>The gradient, which layers add to.</summary>
    public Floats Gradient { get; internal set; }
}
