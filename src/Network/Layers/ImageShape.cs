using IlgpuCnn.Data.Images;

namespace IlgpuCnn.Network.Layers;

/// <summary>Extents of one example between two layers: rows, columns, channels. A vector is 1×1×Length.</summary>
public readonly record struct ImageShape(int H, int W, int C)
{
    /// <summary>Elements of one example.</summary>
    public int Length => H * W * C;

    /// <summary>Of the images of a set.</summary>
    public static ImageShape Of(ImageSet images) => new(images.Height, images.Width, images.Channels);

    /// <summary>For messages: 32×32×3.</summary>
    public override string ToString() => $"{H}×{W}×{C}";
}
