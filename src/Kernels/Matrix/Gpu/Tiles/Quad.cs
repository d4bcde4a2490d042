using IlgpuCnn.Kernels.Matrix.Gpu.Access;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>Four rows (or columns) at four neighbouring depths: K<em>j</em> holds the four at depth j.</summary>
internal struct Quad
{
    public Float4 K0;
    public Float4 K1;
    public Float4 K2;
    public Float4 K3;

    /// <summary>From a slice that keeps depth after depth, each of <paramref name="pitch"/> Float4.</summary>
    public static Quad AcrossDepth(ArrayView<Float4> slice, int at, int pitch) => new()
    {
        K0 = slice[at],
        K1 = slice[at + pitch],
        K2 = slice[at + (2 * pitch)],
        K3 = slice[at + (3 * pitch)],
    };

    /// <summary>From a slice that keeps row after row: four rows, <paramref name="step"/> Float4 apart.</summary>
    public static Quad AlongDepth(ArrayView<Float4> slice, int at, int step)
    {
        Float4 a = slice[at];
        Float4 b = slice[at + step];
        Float4 c = slice[at + (2 * step)];
        Float4 d = slice[at + (3 * step)];
        return new Quad
        {
            K0 = new Float4(a.X, b.X, c.X, d.X),
            K1 = new Float4(a.Y, b.Y, c.Y, d.Y),
            K2 = new Float4(a.Z, b.Z, c.Z, d.Z),
            K3 = new Float4(a.W, b.W, c.W, d.W),
        };
    }
}
