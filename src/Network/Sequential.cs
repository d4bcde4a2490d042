using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Layers;

namespace IlgpuCnn.Network;

/// <summary>
/// Layers one after another, with all the device memory that a pass needs: parameters and their gradients, each layer's
/// output for up to <see cref="MaxBatch"/> examples, and two buffers that the gradient goes back and forth between. A
/// pass allocates nothing. Owns that memory; not the device.
/// </summary>
public sealed class Sequential : IDisposable
{
    private readonly MemoryBuffer1D<float, Stride1D.Dense>[] outputs;
    private readonly MemoryBuffer1D<float, Stride1D.Dense>[] gradients;

    internal Sequential(ComputeDevice device, string name, IReadOnlyList<Layer> layers, int maxBatch)
    {
        Device = device;
        Name = name;
        Layers = layers;
        MaxBatch = maxBatch;
        for (int i = 1; i < layers.Count; i++)
            layers[i].InputActivation = layers[i - 1].OutputActivation;
        Parameters = new ParameterStore(device, [.. layers.SelectMany(layer => layer.Parameters)]);
        outputs = [.. layers.Select(layer => device.Allocate<float>((long)maxBatch * layer.Output.Length))];
        long widest = (long)maxBatch * layers.Skip(1).Select(layer => layer.Input.Length).DefaultIfEmpty(1).Max();
        gradients = [device.Allocate<float>(widest), device.Allocate<float>(widest)];
    }

    /// <summary>Where it runs.</summary>
    public ComputeDevice Device { get; }

    /// <summary>Name in the registry.</summary>
    public string Name { get; }

    /// <summary>The layers, first to last.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>Most examples of a pass.</summary>
    public int MaxBatch { get; }

    /// <summary>Extents of an input example.</summary>
    public ImageShape Input => Layers[0].Input;

    /// <summary>Number of logits.</summary>
    public int Classes => Layers[^1].Output.Length;

    /// <summary>All weights and biases.</summary>
    public ParameterStore Parameters { get; }

    /// <summary>Logits (N, Classes) of x (N, H, W, C); valid until the next pass.</summary>
    public Floats Forward(in Pass pass, Floats x)
    {
        Floats current = x;
        for (int i = 0; i < Layers.Count; i++)
        {
            if (!Layers[i].IsActive(pass))
                continue;
            Layers[i].Forward(pass, current, outputs[i].View);
            current = outputs[i].View;
        }

        return current;
    }

    /// <summary>
    /// Adds the gradients of all parameters, from the gradient of the logits and the x of the forward pass, which must
    /// have been the last one and of the same <paramref name="pass"/>.
    /// </summary>
    public void Backward(in Pass pass, Floats x, Floats dlogits)
    {
        Floats dy = dlogits;
        for (int i = Layers.Count - 1; i >= 0; i--)
        {
            Floats input = i == 0 ? x : outputs[i - 1].View;
            Floats dx = i == 0 ? default : gradients[i % 2].View;
            Layers[i].Backward(pass, input, dy, dx);
            dy = dx;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Parameters.Dispose();
        foreach (MemoryBuffer1D<float, Stride1D.Dense> buffer in outputs.Concat(gradients))
            buffer.Dispose();
    }
}
