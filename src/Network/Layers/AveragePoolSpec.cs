using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Ops;

namespace IlgpuCnn.Network.Layers;

/// <summary>Average pooling with a square window that moves by its own size.</summary>
/// <param name="Window">Rows and columns of the window.</param>
[Component("average-pool(window=2)", "average pooling with a window that moves by its own size")]
public sealed record AveragePoolSpec(int Window = 2) : LayerSpec
{
    /// <summary>The layer with the arguments of its form, checked.</summary>
    /// <exception cref="InputException">An argument is out of its range.</exception>
    public AveragePoolSpec(ComponentArguments a)
        : this(a.Count("window", 1))
    {
    }

    /// <inheritdoc/>
    public override string Prefix => "pool";

    /// <inheritdoc/>
    public override Layer Create(LayerContext context) =>
        new AveragePoolLayer(context.Name, new AveragePool(context.Device), context.Input.Pool(Window));
}
