namespace IlgpuCnn.Kernels.Matrix;

/// <summary>
/// Extents of one 2-D convolution: x (N, H, W, InC), w (KH, KW, InC, OutC), b (OutC), y (N, OutH, OutW, OutC), all
/// row-major. Every implementation, launcher and test takes this one object. Make it with <see cref="Create"/>, which
/// checks it.
/// </summary>
public readonly record struct Conv2DShape(
    int N, int H, int W, int InC, int OutC, int KH, int KW, int Stride, int Dilation,
    int PadTop, int PadBottom, int PadLeft, int PadRight)
{
    /// <summary>Rows of the output.</summary>
    public int OutH => ((H + PadTop + PadBottom - (Dilation * (KH - 1)) - 1) / Stride) + 1;

    /// <summary>Columns of the output.</summary>
    public int OutW => ((W + PadLeft + PadRight - (Dilation * (KW - 1)) - 1) / Stride) + 1;

    /// <summary>Terms of the sum behind one output: KH · KW · InC.</summary>
    public int Depth => KH * KW * InC;

    /// <summary>Elements of x.</summary>
    public int InputLength => N * H * W * InC;

    /// <summary>Elements of w.</summary>
    public int WeightLength => Depth * OutC;

    /// <summary>Elements of y.</summary>
    public int OutputLength => N * OutH * OutW * OutC;

    /// <summary>Floating-point operations of one pass, a multiplication and an addition counted as two.</summary>
    public double Flops => 2.0 * OutputLength * Depth;

    /// <summary>A checked shape.</summary>
    /// <exception cref="ArgumentException">
    /// An extent is under 1, or the kernel is larger than the padded input.
    /// </exception>
    public static Conv2DShape Create(
        int n, int h, int w, int inC, int outC, int kh, int kw, Padding padding, int stride = 1, int dilation = 1)
    {
        Require.AtLeast(n, 1, nameof(n));
        Require.AtLeast(h, 1, nameof(h));
        Require.AtLeast(w, 1, nameof(w));
        Require.AtLeast(inC, 1, nameof(inC));
        Require.AtLeast(outC, 1, nameof(outC));
        Require.AtLeast(kh, 1, nameof(kh));
        Require.AtLeast(kw, 1, nameof(kw));
        Require.AtLeast(stride, 1, nameof(stride));
        Require.AtLeast(dilation, 1, nameof(dilation));
        (int top, int bottom) = padding.Along(h, kh, stride, dilation);
        (int left, int right) = padding.Along(w, kw, stride, dilation);
        int reachH = (dilation * (kh - 1)) + 1;
        int reachW = (dilation * (kw - 1)) + 1;
        if (reachH > h + top + bottom || reachW > w + left + right)
        {
            throw new ArgumentException(
                $"A kernel that reaches {reachH}×{reachW} does not fit an input of {h}×{w} padded to "
                + $"{h + top + bottom}×{w + left + right}.");
        }

        return new Conv2DShape(n, h, w, inC, outC, kh, kw, stride, dilation, top, bottom, left, right);
    }

    /// <summary>The shape of a dense layer x (N, In) · w (In, Out): a 1×1 convolution over 1×1 images.</summary>
    public static Conv2DShape Dense(int n, int inputs, int outputs) =>
        Create(n, 1, 1, inputs, outputs, 1, 1, Padding.Valid);

    /// <summary>The extents as text, for messages and test names.</summary>
    public override string ToString() =>
        $"conv {N}×{H}×{W}×{InC} → {OutC}, {KH}×{KW} stride {Stride} dilation {Dilation} "
        + $"padding {PadTop},{PadBottom},{PadLeft},{PadRight}";
}
