using System.Numerics;
using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Network.Layers;

namespace IlgpuCnn.Network.Models;

/// <summary>
/// For images of any size from 16×16 on: 3×3 'same' convolutions with ReLU in blocks that each end with a 2×2 max-pool,
/// as in configuration A of Simonyan and Zisserman, "Very Deep Convolutional Networks for Large-Scale Image Recognition"
/// (2014), with an eighth to a half of its channels; then the mean of each channel in place of dense layers (Lin, Chen
/// and Yan, "Network In Network", 2013), dropout and the logits. There are four blocks up to 127 pixels of the shorter
/// side, and one more each time that it doubles: 4 to 7 rows or columns are left of 64 pixels and more. The parameters
/// follow from the blocks and the classes alone: 1,151,780 under 128 pixels of RGB and 100 classes.
/// </summary>
[Component("vgg-gap", "blocks of convolutions (32, 64, 128, 256, …), global average pooling, dropout 0.5; for larger images")]
public sealed record VggGapNetwork : Model
{
    private const int FewestBlocks = 4;

    /// <inheritdoc/>
    public override Initialization DefaultInitialization => Initialization.HeNormal;

    /// <inheritdoc/>
    protected override void Describe(SequentialBuilder layers, int classes)
    {
        ImageShape input = layers.Architecture.Input;
        int blocks = Math.Max(FewestBlocks, BitOperations.Log2((uint)Math.Min(input.H, input.W)) - 2);
        for (int block = 0; block < blocks; block++)
        {
            // The first two have the largest images, where a second convolution would cost most.
            for (int i = 0; i < (block < 2 ? 1 : 2); i++)
                layers.Conv(32 << Math.Min(block, 3), 3, Padding.Same, Activation.Relu);
            layers.MaxPool(2);
        }

        layers.GlobalAveragePool().Dropout(0.5).Dense(classes);
    }
}
