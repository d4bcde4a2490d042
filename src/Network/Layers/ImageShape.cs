using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels.Matrix;

namespace IlgpuCnn.Network.Layers;

/// <summary>Extents of one example between two layers: rows, columns, channels. A vector is 1×1×Length.</summary>
public readonly record struct ImageShape(int H, int W, int C)
{
    /// <summary>Elements of one example.</summary>
    public int Length => H * W * C;

    /// <summary>A square pooling window that moves by its own size over one such example.</summary>
    /// <exception cref="ArgumentException">The window does not fit.</exception>
    public PoolShape Pool(int window) => PoolShape.Create(1, H, W, C, window, window, Padding.Valid, window);

    /// <summary>Extents of the images of a set.</summary>
    public static ImageShape Of(ImageSet images) => new(images.Height, images.Width, images.Channels);

    /// <summary>For messages: 32×32×3.</summary>
    public override string ToString() => $"{H}×{W}×{C}";
}
