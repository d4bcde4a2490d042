using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Network.Models;

namespace IlgpuCnn.Tests.Support;

/// <summary>
/// A network for tests of what stands around it, which learn nothing from a larger one: a convolution, pooling, dropout and
/// the logits.
/// </summary>
[Component("tests-tiny", "conv 4, pool 4, dropout 0.25")]
public sealed record TinyNetwork : Model
{
    /// <summary>The network as configurations name it, known in the catalog.</summary>
    public static Component<Model> Component { get; } = Model.Catalog.Register<TinyNetwork>().Parse("tests-tiny");

    protected override void Describe(SequentialBuilder layers, int classes) => layers
        .Conv(4, 3, Padding.Valid, Activation.Relu)
        .MaxPool(4)
        .Dropout(0.25)
        .Dense(classes);
}
