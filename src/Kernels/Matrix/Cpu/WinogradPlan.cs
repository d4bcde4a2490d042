namespace IlgpuCnn.Kernels.Matrix.Cpu;

/// <summary>
/// The plan of a 3×3 convolution of stride 1 by <see cref="Winograd"/>: the forward pass, or backward-input, which is
/// the forward pass over dy with the weights turned round and transposed. The result is cut into tiles of 4×4 pixels;
/// workers take equal stretches of them, and each goes through its stretch by blocks whose intermediate values fit its
/// second-level cache.
/// </summary>
internal readonly record struct WinogradPlan(
    int N, int SourceH, int SourceW, int SourceC, int ResultH, int ResultW, int ResultC, int Top, int Left,
    int Backward, Activation Activation, int VectorBits, int Workers)
{
    // Fewer tiles than this do not pay for the transform of the weights, nor fewer channels for that of the images.
    private const int FewestTiles = 32;
    private const int FewestChannels = 16;

    // Pairs of channels: transformed weights take four times the memory, and their gradients that once a slice.
    private const int MostWeights = 512 * 512;

    /// <summary>
    /// Most tiles of a block: three register tiles deep, and at 32 and 64 channels its transformed values still fit a
    /// 1 MiB second-level cache.
    /// </summary>
    public const int BlockTiles = 42;

    /// <summary>Rows of tiles of one image.</summary>
    public int TilesH => CpuEngine.Ceiling(ResultH, Winograd.Results);

    /// <summary>Tiles of one row.</summary>
    public int TilesW => CpuEngine.Ceiling(ResultW, Winograd.Results);

    /// <summary>The tiles of the source.</summary>
    public TileGrid Grid => new(TilesH, TilesW, SourceH, SourceW, SourceC, Top, Left, Winograd.Points);

    /// <summary>Tiles of the batch.</summary>
    public int Tiles => N * TilesH * TilesW;

    /// <summary>Channels of a panel: two vectors.</summary>
    public int PanelWidth => Tile.Width(VectorBits);

    /// <summary>Panels that cover the result's channels.</summary>
    public int Panels => CpuEngine.Ceiling(ResultC, PanelWidth);

    /// <summary>Floats of one panel of transformed weights, (36, SourceC, PanelWidth).</summary>
    public int PanelLength => Winograd.Area * SourceC * PanelWidth;

    /// <summary>Whether a convolution can be computed by Winograd's transforms, and gains by it.</summary>
    public static bool Suits(in Conv2DShape s) =>
        s.KH == 3 && s.KW == 3 && s.Stride == 1 && s.Dilation == 1
        && Math.Min(s.InC, s.OutC) >= FewestChannels && (long)s.InC * s.OutC <= MostWeights
        && IsWorthwhile(s.N, s.OutH, s.OutW) && IsWorthwhile(s.N, s.H, s.W);

    /// <summary>Plan of y = f(x ∗ w + b).</summary>
    public static WinogradPlan Forward(in Conv2DShape s, Activation activation, int vectorBits, int workers) => new(
        s.N, s.H, s.W, s.InC, s.OutH, s.OutW, s.OutC, s.PadTop, s.PadLeft, 0, activation, vectorBits, workers);

    /// <summary>Plan of dx = (dy ∗ᵀ w) · f′(x).</summary>
    public static WinogradPlan BackwardInput(
        in Conv2DShape s, Activation inputActivation, int vectorBits, int workers) => new(
        s.N, s.OutH, s.OutW, s.OutC, s.H, s.W, s.InC, 2 - s.PadTop, 2 - s.PadLeft, 1, inputActivation, vectorBits,
        workers);

    // Enough tiles, and not more than half of what they compute past the image's edges.
    private static bool IsWorthwhile(int n, int height, int width)
    {
        int tiles = CpuEngine.Ceiling(height, Winograd.Results) * CpuEngine.Ceiling(width, Winograd.Results);
        return n * tiles >= FewestTiles && 2 * height * width >= tiles * Winograd.Results * Winograd.Results;
    }
}
