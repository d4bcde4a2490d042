using IlgpuCnn.Kernels.Matrix.Gpu.Access;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>The elements of a k-tile that a thread has fetched.</summary>
internal struct Fetched
{
    public Float4 A;
    public Float4 B;
    public Float4 C;
    public Float4 D;
    public Float4 E;
    public Float4 F;
    public Float4 G;
    public Float4 H;
}
