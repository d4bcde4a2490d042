namespace IlgpuCnn.Kernels.ImageScores;

/// <summary>
/// Extents of a data set of RGB images as bytes, (N, H, W, 3) row-major. Make it with <see cref="Create"/>, which
/// checks it.
/// </summary>
public readonly record struct RgbImagesShape(int N, int H, int W)
{
    /// <summary>Pixels of one image.</summary>
    public int ImagePixels => H * W;

    /// <summary>Bytes of one image.</summary>
    public int ImageLength => H * W * 3;

    /// <summary>Bytes of all images.</summary>
    public long Length => (long)N * H * W * 3;

    /// <summary>A checked shape.</summary>
    /// <exception cref="ArgumentException">An extent is under 1, or an image has over 2³¹ − 1 bytes.</exception>
    public static RgbImagesShape Create(int n, int h, int w)
    {
        Require.AtLeast(n, 1, nameof(n));
        Require.AtLeast(h, 1, nameof(h));
        Require.AtLeast(w, 1, nameof(w));
        if ((Int128)h * w * 3 > int.MaxValue)
            throw new ArgumentException($"An image of {h}×{w} has more than {int.MaxValue} bytes.", nameof(h));
        return new RgbImagesShape(n, h, w);
    }

    /// <summary>The extents as text, for messages and test names.</summary>
    public override string ToString() => $"{N} RGB images of {H}×{W}";
}
