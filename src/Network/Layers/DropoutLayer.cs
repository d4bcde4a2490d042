using IlgpuCnn.Kernels.Ops;

namespace IlgpuCnn.Network.Layers;

/// <summary>
/// Inverted dropout: in training a share of the elements is zeroed and the rest scaled up; else nothing.
/// </summary>
/// <param name="name">Name in messages.</param>
/// <param name="op">The kernels.</param>
/// <param name="shape">Extents, in and out.</param>
/// <param name="dropProbability">Share of the elements that are zeroed, in [0, 1).</param>
/// <param name="index">Number of this dropout in its network: each draws a mask of its own.</param>
public sealed class DropoutLayer(string name, Dropout op, ImageShape shape, float dropProbability, uint index)
    : Layer(name, shape, shape)
{
    /// <inheritdoc/>
    public override bool IsActive(in NetworkPass pass) => pass.Training;

    /// <inheritdoc/>
    public override void Forward(in NetworkPass pass, Floats x, Floats y) =>
        op.Forward(pass.N * Input.Length, dropProbability, index, pass.Key, x, y);

    /// <inheritdoc/>
    public override void Backward(in NetworkPass pass, Floats x, Floats dy, Floats dx)
    {
        if (dx.Length > 0)
            op.Backward(pass.N * Input.Length, dropProbability, index, pass.Key, InputActivation, x, dy, dx);
    }
}
