namespace IlgpuCnn.Kernels.Matrix.Cpu;

/// <summary>
/// The plan of a convolution in which every result gathers its window from a source image: the forward pass, and
/// backward-input, which is the forward pass over dy spread by the stride, with the weights turned round and
/// transposed. Pixels of the result, and panels of 2·Width of its channels, are cut into chunks, one (pixels, panels)
/// pair a worker.
/// </summary>
internal readonly record struct GatherPlan(
    int N, int SourceH, int SourceW, int SourceC, int ResultH, int ResultW, int ResultC,
    int KH, int KW, int Stride, int Dilation,
    int PaddedH, int PaddedW, int Top, int Left, int Spread,
    int Backward, Activation Activation, int VectorBits, int PixelChunks, int PanelChunks, int PackedPanels)
{
    // A worker's packed weights should leave room for an image in a 1 MiB second-level cache.
    private const int PackedBudget = 128 * 1024;

    /// <summary>Terms behind one element of the result.</summary>
    public int Depth => KH * KW * SourceC;

    /// <summary>Whether the source must be copied into a frame of zeros first.</summary>
    public bool NeedsFrame => PaddedH != SourceH || PaddedW != SourceW || Top != 0 || Left != 0 || Spread != 1;

    /// <summary>Floats of one framed image.</summary>
    public int FrameLength => NeedsFrame ? PaddedH * PaddedW * SourceC : 0;

    /// <summary>Channels of a panel: two vectors.</summary>
    public int PanelWidth => Tile.Width(VectorBits);

    /// <summary>Panels that cover the result's channels.</summary>
    public int Panels => CpuEngine.Ceiling(ResultC, PanelWidth);

    /// <summary>Floats of packed weights that a worker holds at a time.</summary>
    public int PackedLength => PackedPanels * Depth * PanelWidth;

    /// <summary>Workers that this plan has work for.</summary>
    public int Workers => PixelChunks * PanelChunks;

    /// <summary>Plan of y = f(x ∗ w + b).</summary>
    public static GatherPlan Forward(Conv2DShape s, Activation activation, int vectorBits, int workers)
    {
        if (IsPointwise(s))
        {
            return new GatherPlan(
                1, 1, s.N * s.H * s.W, s.InC, 1, s.N * s.H * s.W, s.OutC, 1, 1, 1, 1,
                1, s.N * s.H * s.W, 0, 0, 1, 0, activation, vectorBits, 0, 0, 0).Cut(workers);
        }

        return new GatherPlan(
            s.N, s.H, s.W, s.InC, s.OutH, s.OutW, s.OutC, s.KH, s.KW, s.Stride, s.Dilation,
            s.H + s.PadTop + s.PadBottom, s.W + s.PadLeft + s.PadRight, s.PadTop, s.PadLeft, 1,
            0, activation, vectorBits, 0, 0, 0).Cut(workers);
    }

    /// <summary>Plan of dx = (dy ∗ᵀ w) · f′(x).</summary>
    public static GatherPlan BackwardInput(Conv2DShape s, Activation inputActivation, int vectorBits, int workers)
    {
        if (IsPointwise(s))
        {
            return new GatherPlan(
                1, 1, s.N * s.H * s.W, s.OutC, 1, s.N * s.H * s.W, s.InC, 1, 1, 1, 1,
                1, s.N * s.H * s.W, 0, 0, 1, 1, inputActivation, vectorBits, 0, 0, 0).Cut(workers);
        }

        int reachH = s.Dilation * (s.KH - 1);
        int reachW = s.Dilation * (s.KW - 1);
        return new GatherPlan(
            s.N, s.OutH, s.OutW, s.OutC, s.H, s.W, s.InC, s.KH, s.KW, 1, s.Dilation,
            s.H + reachH, s.W + reachW, reachH - s.PadTop, reachW - s.PadLeft, s.Stride,
            1, inputActivation, vectorBits, 0, 0, 0).Cut(workers);
    }

    private static bool IsPointwise(in Conv2DShape s) =>
        s.KH == 1 && s.KW == 1 && s.Stride == 1 && s.OutH == s.H && s.OutW == s.W && s.PadTop == 0 && s.PadLeft == 0;

    // Many rows of pixels: each worker takes a stretch of them and all panels. Few (a dense layer is one row): each
    // takes panels of its own, so that the weights, which are then the larger operand, are read once.
    private GatherPlan Cut(int workers)
    {
        int panelChunks = N * ResultH >= 4 * workers ? 1 : Math.Min(Panels, workers);
        int most = CpuEngine.Ceiling(Panels, panelChunks);
        return this with
        {
            PanelChunks = panelChunks,
            PixelChunks = Math.Max(1, workers / panelChunks),
            PackedPanels = Math.Clamp(PackedBudget / (Depth * PanelWidth), 1, most),
        };
    }
}
