using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels.Matrix;

namespace IlgpuCnn.Network.Models;

/// <summary>
/// Three unpadded 3×3 convolutions of 32, 64 and 128 channels with ReLU, two max-pools, a dense layer of 256 with
/// dropout, the logits.
/// </summary>
[Component("seed", "conv 32, conv 64, pool, conv 128, pool, dense 256, dropout 0.5")]
public sealed record SeedNetwork : Model
{
    /// <inheritdoc/>
    protected override void Describe(SequentialBuilder layers, int classes) => Describe(layers, classes, 32, 64, 128);

    internal static void Describe(SequentialBuilder layers, int classes, int first, int second, int third) => layers
        .Conv(first, 3, Padding.Valid, Activation.Relu)
        .Conv(second, 3, Padding.Valid, Activation.Relu)
        .MaxPool(2)
        .Conv(third, 3, Padding.Valid, Activation.Relu)
        .MaxPool(2)
        .Dense(256, Activation.Relu)
        .Dropout(0.5)
        .Dense(classes);
}
