namespace IlgpuCnn.Kernels.Matrix.Cpu;

/// <summary>
/// The plan of dw += xᵀ ∗ dy, db += Σ dy. The batch is cut into slices, whose number depends on the shape alone; each
/// slice has sums of its own, added up in order afterwards, so that the bits do not depend on how many workers there
/// are. Within a slice the tiles of dw are cut into chunks where there are more workers than slices.
/// </summary>
internal readonly record struct WeightPlan(
    int N, int H, int W, int InC, int OutH, int OutW, int OutC, int KH, int KW, int Stride, int Dilation,
    int PaddedH, int PaddedW, int Top, int Left, int VectorBits, int Slices, int Chunks, int Workers)
{
    // Enough for the cores of one socket together with Chunks, few enough that adding up costs little.
    public const int MostSlices = 8;

    /// <summary>Rows of dw as a matrix.</summary>
    public int Depth => KH * KW * InC;

    /// <summary>Floats of one slice's sums: dw, then db.</summary>
    public int PartialLength => (Depth + 1) * OutC;

    /// <summary>Whether images must be copied into a frame of zeros first.</summary>
    public bool NeedsFrame => PaddedH != H || PaddedW != W;

    /// <summary>Floats of one framed image.</summary>
    public int FrameLength => NeedsFrame ? PaddedH * PaddedW * InC : 0;

    /// <summary>Columns of dy as a tile reads it: whole panels, so that no load goes past the end of a row.</summary>
    public int GradientStride => CpuEngine.Ceiling(OutC, Tile.Width(VectorBits)) * Tile.Width(VectorBits);

    /// <summary>Floats of one image of dy widened to whole panels; 0 where it already has them.</summary>
    public int GradientLength => GradientStride == OutC ? 0 : OutH * OutW * GradientStride;

    /// <summary>Stretches of a window that lie together in memory.</summary>
    public int Runs => Dilation == 1 ? KH : KH * KW;

    /// <summary>The plan of a shape.</summary>
    public static WeightPlan Of(in Conv2DShape s, int vectorBits, int workers)
    {
        // Images of one pixel (dense layers) are read as one image with a pixel for each.
        bool dense = s.H * s.W == 1 && s.KH * s.KW == 1 && s.OutH * s.OutW == 1;
        int n = dense ? 1 : s.N;
        int w = dense ? s.N : s.W;
        int slices = Math.Min(n, MostSlices);
        return new WeightPlan(
            n, s.H, w, s.InC, s.OutH, dense ? s.N : s.OutW, s.OutC, s.KH, s.KW, s.Stride, s.Dilation,
            s.H + s.PadTop + s.PadBottom, w + s.PadLeft + s.PadRight, s.PadTop, s.PadLeft,
            vectorBits, slices, slices >= workers ? 1 : CpuEngine.Ceiling(workers, slices), workers);
    }
}
