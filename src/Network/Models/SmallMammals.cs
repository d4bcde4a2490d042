using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Kernels.Ops;

namespace IlgpuCnn.Network.Models;

/// <summary>
/// The network of Hacohen and Weinshall, "On The Power of Curriculum Learning in Training Deep Networks" (2019), case
/// 1: four blocks of two 'same' convolutions, max-pool and dropout, then a dense layer of 512; ELU throughout.
/// </summary>
public static class SmallMammals
{
    /// <summary>The architecture; 1,208,101 parameters for 32×32×3 and 5 classes.</summary>
    public static Model Model { get; } = new(
        "small-mammals",
        "four blocks of two convolutions (32, 64, 128, 256), dense 512, ELU, dropout",
        Initialization.GlorotUniform,
        (builder, classes) =>
        {
            foreach ((int channels, int kernel) in new[] { (32, 3), (64, 3), (128, 3), (256, 2) })
            {
                builder
                    .Conv(channels, kernel, Padding.Same, Activation.Elu)
                    .Conv(channels, kernel, Padding.Same, Activation.Elu)
                    .MaxPool(2)
                    .Dropout(0.25);
            }

            return builder.Dense(512, Activation.Elu).Dropout(0.5).Dense(classes);
        });
}
