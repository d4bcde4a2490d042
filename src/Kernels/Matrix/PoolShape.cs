namespace IlgpuCnn.Kernels.Matrix;

/// <summary>
/// Extents of one pooling: x (N, H, W, C), y (N, OutH, OutW, C), row-major. Make it with <see cref="Create"/> or
/// <see cref="Global"/>, which check it; padding is narrower than the kernel, so every window holds an input.
/// </summary>
public readonly record struct PoolShape(
    int N, int H, int W, int C, int KH, int KW, int Stride, int PadTop, int PadBottom, int PadLeft, int PadRight)
{
    /// <summary>Rows of the output.</summary>
    public int OutH => ((H + PadTop + PadBottom - KH) / Stride) + 1;

    /// <summary>Columns of the output.</summary>
    public int OutW => ((W + PadLeft + PadRight - KW) / Stride) + 1;

    /// <summary>Elements of x.</summary>
    public int InputLength => N * H * W * C;

    /// <summary>Elements of y.</summary>
    public int OutputLength => N * OutH * OutW * C;

    /// <summary>A checked shape.</summary>
    /// <exception cref="ArgumentException">
    /// An extent is under 1, the kernel is larger than the padded input, or the padding as wide as the kernel.
    /// </exception>
    public static PoolShape Create(int n, int h, int w, int c, int kh, int kw, Padding padding, int stride)
    {
        Require.AtLeast(n, 1, nameof(n));
        Require.AtLeast(h, 1, nameof(h));
        Require.AtLeast(w, 1, nameof(w));
        Require.AtLeast(c, 1, nameof(c));
        Require.AtLeast(kh, 1, nameof(kh));
        Require.AtLeast(kw, 1, nameof(kw));
        Require.AtLeast(stride, 1, nameof(stride));
        (int top, int bottom) = padding.Along(h, kh, stride, 1);
        (int left, int right) = padding.Along(w, kw, stride, 1);
        if (Math.Max(top, bottom) >= kh || Math.Max(left, right) >= kw)
        {
            throw new ArgumentException(
                $"Padding of {top},{bottom},{left},{right} leaves a {kh}×{kw} pooling window with no input in it.",
                nameof(padding));
        }

        if (kh > h + top + bottom || kw > w + left + right)
        {
            throw new ArgumentException(
                $"A pooling window of {kh}×{kw} does not fit an input of {h}×{w} padded to "
                + $"{h + top + bottom}×{w + left + right}.");
        }

        return new PoolShape(n, h, w, c, kh, kw, stride, top, bottom, left, right);
    }

    /// <summary>The shape of global pooling, to (N, C): one window over the whole image.</summary>
    public static PoolShape Global(int n, int h, int w, int c) => Create(n, h, w, c, h, w, Padding.Valid, 1);

    /// <summary>The inputs that output (oh, ow) sees, without the padding.</summary>
    public PoolWindow Inputs(int oh, int ow)
    {
        int top = (oh * Stride) - PadTop;
        int left = (ow * Stride) - PadLeft;
        return new PoolWindow(
            IntrinsicMath.Max(top, 0), IntrinsicMath.Min(top + KH, H),
            IntrinsicMath.Max(left, 0), IntrinsicMath.Min(left + KW, W));
    }

    /// <summary>The outputs whose windows hold input (h, w); empty where a stride leaps over it.</summary>
    public PoolWindow Outputs(int h, int w)
    {
        // First o with o·Stride + K > p is ⌊(p − K) / Stride⌋ + 1, written so that nothing negative is divided.
        int p = h + PadTop;
        int q = w + PadLeft;
        return new PoolWindow(
            p < KH ? 0 : ((p - KH) / Stride) + 1, IntrinsicMath.Min(p / Stride, OutH - 1) + 1,
            q < KW ? 0 : ((q - KW) / Stride) + 1, IntrinsicMath.Min(q / Stride, OutW - 1) + 1);
    }

    /// <summary>
    /// A tiling of the image with one tile an output: each tile starts with its output's window and reaches to the next
    /// one. Windows lie inside their tiles if none is wider than the stride.
    /// </summary>
    public PoolWindow Tile(int oh, int ow) => new(
        IntrinsicMath.Max((oh * Stride) - PadTop, 0), oh == OutH - 1 ? H : ((oh + 1) * Stride) - PadTop,
        IntrinsicMath.Max((ow * Stride) - PadLeft, 0), ow == OutW - 1 ? W : ((ow + 1) * Stride) - PadLeft);

    /// <summary>The extents as text, for messages and test names.</summary>
    public override string ToString() =>
        $"pool {N}×{H}×{W}×{C}, {KH}×{KW} stride {Stride} padding {PadTop},{PadBottom},{PadLeft},{PadRight}";
}
