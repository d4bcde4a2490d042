namespace IlgpuCnn.Network.Layers;

/// <summary>
/// All parameters of a network in one stretch of memory, and their gradients in a second of the same layout: weights
/// first, which take weight decay, then biases, which do not, so that an optimizer is one launch. Every tensor starts
/// at a multiple of 256 bytes; the gaps stay zero. The memory is another's.
/// </summary>
public sealed class ParameterStore
{
    private const int Alignment = 64; // floats in 256 bytes, which ILGPU assumes views to start at

    /// <summary>Lays out and binds the parameters of all layers.</summary>
    /// <param name="parameters">In the order of the layers.</param>
    /// <param name="values">As long as <see cref="LengthOf"/> says.</param>
    /// <param name="gradients">As long, or empty where there are none.</param>
    public ParameterStore(IReadOnlyList<Parameter> parameters, Floats values, Floats gradients)
    {
        Parameters = parameters;
        Values = values;
        Gradients = gradients;
        int offset = 0;
        foreach (Parameter parameter in parameters.OrderBy(p => p.Layout == ParameterLayout.Bias))
        {
            parameter.Offset = offset;
            parameter.Value = values.SubView(offset, parameter.Length);
            if (gradients.Length > 0)
                parameter.Gradient = gradients.SubView(offset, parameter.Length);
            offset += Aligned(parameter);
            if (parameter.Layout != ParameterLayout.Bias)
                DecayLength = offset;
        }
    }

    /// <summary>In the order of the layers.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>How many leading elements take weight decay.</summary>
    public int DecayLength { get; }

    /// <summary>Elements of each stretch, gaps included.</summary>
    public int Length => Values.IntLength;

    /// <summary>Trainable numbers.</summary>
    public int Count => Parameters.Sum(p => p.Length);

    /// <summary>All values.</summary>
    public Floats Values { get; }

    /// <summary>All gradients; empty where the network is not trained.</summary>
    public Floats Gradients { get; }

    /// <summary>Elements that parameters take, gaps included.</summary>
    public static int LengthOf(IEnumerable<Parameter> parameters) => parameters.Sum(Aligned);

    private static int Aligned(Parameter parameter) => (parameter.Length + Alignment - 1) / Alignment * Alignment;
}
