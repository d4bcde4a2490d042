using IlgpuCnn.Data.Catalogs;

namespace IlgpuCnn.Network.Models;

/// <summary><see cref="SeedNetwork"/> with twice as many channels in its convolutions: 64, 128 and 256.</summary>
[Component("seed-wide", "conv 64, conv 128, pool, conv 256, pool, dense 256, dropout 0.5")]
public sealed record SeedWideNetwork : Model
{
    /// <inheritdoc/>
    protected override void Describe(SequentialBuilder layers, int classes) =>
        SeedNetwork.Describe(layers, classes, 64, 128, 256);
}
