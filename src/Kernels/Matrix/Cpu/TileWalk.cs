namespace IlgpuCnn.Kernels.Matrix.Cpu;

/// <summary>
/// The walk of one tile through its operands: c[i, j] = Σ over outer steps o and inner steps t of
/// a[Offsets[o] + t·InnerStride + i·RowStride] · b[(o·Inner + t)·DepthStride + j].
/// In the forward pass i is a pixel and t runs along a row of the window; in backward-weight i is a weight and t a
/// pixel.
/// </summary>
internal unsafe struct TileWalk
{
    /// <summary>Where each outer step starts, in floats from a.</summary>
    public int* Offsets;

    /// <summary>Number of outer steps.</summary>
    public int Outer;

    /// <summary>Number of inner steps of each outer step.</summary>
    public int Inner;

    /// <summary>Floats between neighbouring rows of a.</summary>
    public int RowStride;

    /// <summary>Floats between neighbouring inner steps of a.</summary>
    public int InnerStride;

    /// <summary>Floats between neighbouring steps of b.</summary>
    public int DepthStride;
}
