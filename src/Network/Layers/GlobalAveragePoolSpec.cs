using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Kernels.Ops;

namespace IlgpuCnn.Network.Layers;

/// <summary>The mean of each channel over the whole image.</summary>
[Component("global-average-pool", "mean of each channel over the whole image")]
public sealed record GlobalAveragePoolSpec : LayerSpec
{
    /// <inheritdoc/>
    public override string Prefix => "pool";

    /// <inheritdoc/>
    public override Layer Create(LayerContext context) => new AveragePoolLayer(
        context.Name, new AveragePool(context.Device),
        PoolShape.Global(1, context.Input.H, context.Input.W, context.Input.C));
}
