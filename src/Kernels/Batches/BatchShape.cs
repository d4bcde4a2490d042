namespace IlgpuCnn.Kernels.Batches;

/// <summary>
/// Extents of one batch of images: x (N, H, W, C), row-major. Make it with <see cref="Create"/>, which checks it.
/// </summary>
public readonly record struct BatchShape(int N, int H, int W, int C)
{
    /// <summary>Pixels of one image.</summary>
    public int ImagePixels => H * W;

    /// <summary>Elements of one image.</summary>
    public int ImageLength => H * W * C;

    /// <summary>Pixels of the batch.</summary>
    public int Pixels => N * H * W;

    /// <summary>Elements of x.</summary>
    public int Length => N * H * W * C;

    /// <summary>A checked shape.</summary>
    /// <exception cref="ArgumentException">An extent is under 1, or there are over 2³¹ − 1 elements.</exception>
    public static BatchShape Create(int n, int h, int w, int c)
    {
        Require.AtLeast(n, 1, nameof(n));
        Require.AtLeast(h, 1, nameof(h));
        Require.AtLeast(w, 1, nameof(w));
        Require.AtLeast(c, 1, nameof(c));
        if ((Int128)n * h * w * c > int.MaxValue)
        {
            throw new ArgumentException(
                $"A batch of {n}×{h}×{w}×{c} has more than {int.MaxValue} elements.", nameof(n));
        }

        return new BatchShape(n, h, w, c);
    }

    /// <summary>The extents as text, for messages and test names.</summary>
    public override string ToString() => $"batch {N}×{H}×{W}×{C}";
}
