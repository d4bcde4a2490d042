using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network;

/// <summary>
/// All parameters of a network in one buffer, and their gradients in a second of the same layout: weights first, which
/// take weight decay, then biases, which do not, so that an optimizer is one launch. Every tensor starts at a multiple
/// of 256 bytes; the gaps stay zero. Owns both buffers.
/// </summary>
public sealed class ParameterStore : IDisposable
{
    private const int Alignment = 64; // floats in 256 bytes, which ILGPU assumes views to start at

    private readonly MemoryBuffer1D<float, Stride1D.Dense> values;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> gradients;

    /// <summary>Lays out and binds the parameters of all layers.</summary>
    public ParameterStore(ComputeDevice device, IReadOnlyList<Parameter> parameters)
    {
        Parameters = parameters;
        Parameter[] ordered = [.. parameters.OrderBy(p => p.Layout == ParameterLayout.Bias)];
        int length = 0;
        int[] offsets = new int[ordered.Length];
        for (int i = 0; i < ordered.Length; i++)
        {
            offsets[i] = length;
            length += (ordered[i].Length + Alignment - 1) / Alignment * Alignment;
            if (ordered[i].Layout != ParameterLayout.Bias)
                DecayLength = length;
        }

        values = device.Allocate<float>(length);
        gradients = device.Allocate<float>(length);
        for (int i = 0; i < ordered.Length; i++)
        {
            ordered[i].Value = values.View.SubView(offsets[i], ordered[i].Length);
            ordered[i].Gradient = gradients.View.SubView(offsets[i], ordered[i].Length);
        }
    }

    /// <summary>In the order of the layers.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>How many leading elements take weight decay.</summary>
    public int DecayLength { get; }

    /// <summary>Elements of the buffers, gaps included.</summary>
    public int Length => (int)values.Length;

    /// <summary>Trainable numbers.</summary>
    public int Count => Parameters.Sum(p => p.Length);

    /// <summary>All values.</summary>
    public Floats Values => values.View;

    /// <summary>All gradients.</summary>
    public Floats Gradients => gradients.View;

    /// <inheritdoc/>
    public void Dispose()
    {
        values.Dispose();
        gradients.Dispose();
    }
}
