using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels.Matrix;

namespace IlgpuCnn.Network.Models;

/// <summary>
/// The network of Hacohen and Weinshall, "On The Power of Curriculum Learning in Training Deep Networks" (2019), case
/// 1: four blocks of two 'same' convolutions, max-pool and dropout, then a dense layer of 512; ELU throughout. It has
/// 1,208,101 parameters for 32×32×3 and 5 classes.
/// </summary>
[Component("small-mammals", "four blocks of two convolutions (32, 64, 128, 256), dense 512, ELU, dropout")]
public sealed record SmallMammalsNetwork : Model
{
    /// <inheritdoc/>
    protected override void Describe(SequentialBuilder layers, int classes)
    {
        foreach ((int channels, int kernel) in new[] { (32, 3), (64, 3), (128, 3), (256, 2) })
        {
            layers
                .Conv(channels, kernel, Padding.Same, Activation.Elu)
                .Conv(channels, kernel, Padding.Same, Activation.Elu)
                .MaxPool(2)
                .Dropout(0.25);
        }

        layers.Dense(512, Activation.Elu).Dropout(0.5).Dense(classes);
    }
}
