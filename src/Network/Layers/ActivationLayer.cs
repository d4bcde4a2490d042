using IlgpuCnn.Kernels.Matrix;

namespace IlgpuCnn.Network.Layers;

/// <summary>An activation that no convolution or dense layer stands before.</summary>
public sealed class ActivationLayer(string name, Activations op, ImageShape shape, Activation activation)
    : Layer(name, shape, shape)
{
    /// <inheritdoc/>
    public override Activation OutputActivation => activation;

    /// <inheritdoc/>
    public override void Forward(in NetworkPass pass, Floats x, Floats y) =>
        op.Forward(pass.N * Input.Length, activation, x, y);

    /// <inheritdoc/>
    public override void Backward(in NetworkPass pass, Floats x, Floats dy, Floats dx)
    {
        // The layer after this one has multiplied by f′ already; what is left is the derivative of the one before.
        if (dx.Length > 0)
            op.Backward(pass.N * Input.Length, InputActivation, x, dy, dx);
    }
}
