using ILGPU;
using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Network.Layers;

namespace OwnComponents;

/// <summary>Swish in a launch of its own.</summary>
/// <param name="Beta">β of x·σ(βx).</param>
[Component("swish(beta=1)", "y = x·σ(βx)")]
public sealed record SwishSpec(double Beta = 1) : LayerSpec
{
    /// <summary>The layer with the arguments of its form.</summary>
    public SwishSpec(ComponentArguments a)
        : this(a.Number("beta"))
    {
    }

    /// <inheritdoc/>
    public override string Prefix => "swish";

    /// <inheritdoc/>
    public override Layer Create(LayerContext context) =>
        new SwishLayer(context.Name, new SwishOp(context.Device), context.Input, (float)Beta);
}

/// <summary>The layer that <see cref="SwishSpec"/> describes.</summary>
public sealed class SwishLayer(string name, SwishOp op, ImageShape shape, float beta) : Layer(name, shape, shape)
{
    /// <inheritdoc/>
    public override void Forward(in NetworkPass pass, ArrayView<float> x, ArrayView<float> y) =>
        op.Forward(pass.N * Input.Length, beta, x, y);

    /// <inheritdoc/>
    public override void Backward(
        in NetworkPass pass, ArrayView<float> x, ArrayView<float> dy, ArrayView<float> dx)
    {
        // An empty dx is not wanted.
        if (dx.Length > 0)
            op.Backward(pass.N * Input.Length, beta, InputActivation, x, dy, dx);
    }
}
