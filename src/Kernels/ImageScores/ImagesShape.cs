namespace IlgpuCnn.Kernels.ImageScores;

/// <summary>
/// Extents of a data set of images as bytes, (N, H, W, C) row-major, with C = 3 for RGB and 1 for grey. Make it with
/// <see cref="Create"/>, which checks it.
/// </summary>
public readonly record struct ImagesShape(int N, int H, int W, int C)
{
    /// <summary>Pixels of one image.</summary>
    public int ImagePixels => H * W;

    /// <summary>Bytes of one image.</summary>
    public int ImageLength => H * W * C;

    /// <summary>Bytes of all images.</summary>
    public long Length => (long)N * H * W * C;

    /// <summary>A checked shape.</summary>
    /// <exception cref="InputException">The images have neither 1 nor 3 channels.</exception>
    /// <exception cref="ArgumentException">An extent is under 1, or an image has over 2³¹ − 1 bytes.</exception>
    public static ImagesShape Create(int n, int h, int w, int c)
    {
        Require.AtLeast(n, 1, nameof(n));
        Require.AtLeast(h, 1, nameof(h));
        Require.AtLeast(w, 1, nameof(w));
        if (c is not (1 or 3))
            throw new InputException($"Scores of pixels need images of 1 or 3 channels; these have {c}.");
        if ((Int128)h * w * c > int.MaxValue)
            throw new ArgumentException($"An image of {h}×{w}×{c} has more than {int.MaxValue} bytes.", nameof(h));
        return new ImagesShape(n, h, w, c);
    }

    /// <summary>The extents as text, for messages and test names.</summary>
    public override string ToString() => $"{N} images of {H}×{W}×{C}";
}
