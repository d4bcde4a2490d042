using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Kernels.Ops;

namespace IlgpuCnn.Network.Models;

/// <summary>
/// Three unpadded 3×3 convolutions with ReLU, two max-pools, a dense layer of 256 with dropout, the logits.
/// </summary>
public static class Seed
{
    /// <summary>Widths 32/64/128.</summary>
    public static Model Standard { get; } = Of("seed", 32, 64, 128);

    /// <summary>Widths 64/128/256.</summary>
    public static Model Wide { get; } = Of("seed-wide", 64, 128, 256);

    private static Model Of(string name, int first, int second, int third) => new(
        name,
        $"conv {first}, conv {second}, pool, conv {third}, pool, dense 256, dropout 0.5",
        Initialization.GlorotUniform,
        (builder, classes) => builder
            .Conv(first, 3, Padding.Valid, Activation.Relu)
            .Conv(second, 3, Padding.Valid, Activation.Relu)
            .MaxPool(2)
            .Conv(third, 3, Padding.Valid, Activation.Relu)
            .MaxPool(2)
            .Dense(256, Activation.Relu)
            .Dropout(0.5)
            .Dense(classes));
}
