using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Kernels.Ops;

namespace IlgpuCnn.Network.Layers;

/// <summary>Max pooling.</summary>
public sealed class MaxPoolLayer(string name, MaxPool op, PoolShape shape)
    : Layer(name, new ImageShape(shape.H, shape.W, shape.C), new ImageShape(shape.OutH, shape.OutW, shape.C))
{
    /// <inheritdoc/>
    public override void Forward(in NetworkPass pass, Floats x, Floats y) => op.Forward(shape with { N = pass.N }, x, y);

    /// <inheritdoc/>
    public override void Backward(in NetworkPass pass, Floats x, Floats dy, Floats dx)
    {
        if (dx.Length > 0)
            op.Backward(shape with { N = pass.N }, InputActivation, x, dy, dx);
    }
}
