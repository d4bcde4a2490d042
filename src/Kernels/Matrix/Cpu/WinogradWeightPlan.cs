namespace IlgpuCnn.Kernels.Matrix.Cpu;

/// <summary>
/// The plan of dw += xᵀ ∗ dy, db += Σ dy of a 3×3 convolution of stride 1 by <see cref="Winograd"/>: tiles of x and dy
/// are transformed, multiplied and summed, and only the sums transformed back. As in <see cref="WeightPlan"/> the batch
/// is cut into slices, by the shape alone, with sums of their own; where there are more workers than slices each
/// slice's panels are cut into chunks.
/// </summary>
internal readonly record struct WinogradWeightPlan(
    int N, int H, int W, int InC, int OutH, int OutW, int OutC, int Top, int Left, int VectorBits, int Slices,
    int Chunks, int Workers)
{
    private const int SmallImageTiles = 4;
    private const int ManyWeights = 128 * 256; // pairs of channels
    private const int FewestSliceTiles = 64;

    /// <summary>Rows of tiles of one image.</summary>
    public int TilesH => CpuEngine.Ceiling(OutH, Winograd.Results);

    /// <summary>Tiles of one row.</summary>
    public int TilesW => CpuEngine.Ceiling(OutW, Winograd.Results);

    /// <summary>The tiles of x.</summary>
    public TileGrid InputGrid => new(TilesH, TilesW, H, W, InC, Top, Left, Winograd.Points);

    /// <summary>The tiles of dy.</summary>
    public TileGrid GradientGrid => new(TilesH, TilesW, OutH, OutW, OutC, 0, 0, Winograd.Results);

    /// <summary>Channels of a panel of dy: two vectors.</summary>
    public int PanelWidth => Tile.Width(VectorBits);

    /// <summary>Panels that cover dy's channels.</summary>
    public int Panels => CpuEngine.Ceiling(OutC, PanelWidth);

    /// <summary>Columns of the sums: whole panels.</summary>
    public int SumStride => Panels * PanelWidth;

    /// <summary>Floats of one slice's sums: (36, InC, SumStride), then (SumStride) of db.</summary>
    public int PartialLength => ((Winograd.Area * InC) + 1) * SumStride;

    /// <summary>The plan of a shape that <see cref="WinogradPlan.Suits"/>.</summary>
    public static WinogradWeightPlan Of(in Conv2DShape s, int vectorBits, int workers)
    {
        int slices = SlicesOf(s);
        return new WinogradWeightPlan(
            s.N, s.H, s.W, s.InC, s.OutH, s.OutW, s.OutC, s.PadTop, s.PadLeft, vectorBits, slices,
            CpuEngine.Ceiling(workers, slices), workers);
    }

    // Sums of many channels are far larger than the caches, and a slice of few tiles would write them all for little:
    // small images of many channels, which a deep network makes of large ones, get fewer slices of more tiles.
    private static int SlicesOf(in Conv2DShape s)
    {
        int slices = Math.Min(s.N, WeightPlan.MostSlices);
        int tilesOfImage = CpuEngine.Ceiling(s.OutH, Winograd.Results) * CpuEngine.Ceiling(s.OutW, Winograd.Results);
        if (tilesOfImage > SmallImageTiles || s.InC * s.OutC < ManyWeights)
            return slices;
        while (slices > 1 && s.N * tilesOfImage < slices * FewestSliceTiles)
            slices /= 2;
        return slices;
    }
}
