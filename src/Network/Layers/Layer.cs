using IlgpuCnn.Kernels.Devices.Profiling;
using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Network.Memory;

namespace IlgpuCnn.Network.Layers;

/// <summary>
/// One step of a network over batches of NHWC examples. A layer's activation is part of its forward launch; its
/// derivative is part of the backward launch of the layer after it, which has the activation's output as its input x:
/// see <see cref="InputActivation"/>.
/// </summary>
public abstract class Layer(string name, ImageShape input, ImageShape output)
{
    /// <summary>Name in messages and files: conv1.</summary>
    public string Name { get; } = name;

    /// <summary>What profilers show of it.</summary>
    public ProfilerRange Range { get; } = new(name);

    /// <summary>Extents of an example on the way in.</summary>
    public ImageShape Input { get; } = input;

    /// <summary>Extents of an example on the way out.</summary>
    public ImageShape Output { get; } = output;

    /// <summary>The activation that <see cref="Forward"/> ends with.</summary>
    public virtual Activation OutputActivation => Activation.Identity;

    /// <summary>
    /// The activation that made this layer's input; <see cref="Backward"/> multiplies by its derivative.
    /// </summary>
    public Activation InputActivation { get; internal set; }

    /// <summary>Trainable tensors.</summary>
    public virtual IReadOnlyList<Parameter> Parameters => [];

    /// <summary>
    /// What an engine computes for a batch of <paramref name="n"/>; null where the layer asks none.
    /// </summary>
    public virtual Conv2DShape? MatrixShape(int n) => null;

    /// <summary>Which forward pass it asks of an engine.</summary>
    public virtual MatrixPasses ForwardPass => MatrixPasses.Forward;

    /// <summary>
    /// Numbers an example that a training step keeps from <see cref="Forward"/> to <see cref="Backward"/>, besides input
    /// and output.
    /// </summary>
    public virtual int KeptLength => 0;

    /// <summary>Numbers an example that <see cref="Backward"/> needs while it runs.</summary>
    public virtual int ScratchLength => 0;

    /// <summary>Memory for <see cref="KeptLength"/>; empty where the network is not trained.</summary>
    public Floats Kept { get; internal set; }

    /// <summary>Memory for <see cref="ScratchLength"/>; empty where the network is not trained.</summary>
    public Floats Scratch { get; internal set; }

    /// <summary>
    /// Whether <see cref="Backward"/> can leave the gradients of its two parameters, weight and bias of its
    /// <see cref="MatrixShape"/>, in parts, as <see cref="Conv2D.BackwardWeightParts"/> does.
    /// </summary>
    public virtual bool LeavesParts => false;

    /// <summary>
    /// Memory in which <see cref="Backward"/> leaves the gradients of its two parameters, weight and bias, where a pass
    /// asks for parts; empty where the network has none.
    /// </summary>
    public Floats GradientParts { get; internal set; }

    /// <summary>Whether the layer does anything in such a pass; where not, its output is its input.</summary>
    public virtual bool IsActive(in NetworkPass pass) => true;

    /// <summary>y from x; overwrites y.</summary>
    public abstract void Forward(in NetworkPass pass, Floats x, Floats y);

    /// <summary>
    /// Adds to the parameters' gradients, or leaves parts of them, and overwrites dx with the gradient before the input's
    /// activation. An empty dx is not wanted and not computed.
    /// </summary>
    public abstract void Backward(in NetworkPass pass, Floats x, Floats dy, Floats dx);

    /// <summary>What the layer asks of a network's memory.</summary>
    internal LayerMemory Memory => new(
        Name, Input.Length, Output.Length, $"{Output}", KeptLength, ScratchLength,
        IsActive(new NetworkPass(1, Training: true)), IsActive(new NetworkPass(1)));

    /// <summary>Name and shapes, for tables.</summary>
    public override string ToString() => $"{Name} {Input} → {Output}";
}
