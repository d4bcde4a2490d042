using IlgpuCnn.Kernels.Matrix.Gpu.Access;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>Four rows (or columns) at four neighbouring depths: K<em>j</em> holds the four at depth j.</summary>
internal struct Quad
{
    public Float4 K0;
    public Float4 K1;
    public Float4 K2;
    public Float4 K3;

    /// <summary>Reads a k-tile that keeps depth after depth, each of <paramref name="pitch"/> Float4.</summary>
    public static Quad AcrossDepth(ArrayView<Float4> kTile, int at, int pitch) => new()
    {
        K0 = kTile[at],
        K1 = kTile[at + pitch],
        K2 = kTile[at + (2 * pitch)],
        K3 = kTile[at + (3 * pitch)],
    };

    /// <summary>Reads a k-tile that keeps row after row: four rows, <paramref name="step"/> Float4 apart.</summary>
    public static Quad AlongDepth(ArrayView<Float4> kTile, int at, int step)
    {
        Float4 a = kTile[at];
        Float4 b = kTile[at + step];
        Float4 c = kTile[at + (2 * step)];
        Float4 d = kTile[at + (3 * step)];
        return new Quad
        {
            K0 = new Float4(a.X, b.X, c.X, d.X),
            K1 = new Float4(a.Y, b.Y, c.Y, d.Y),
            K2 = new Float4(a.Z, b.Z, c.Z, d.Z),
            K3 = new Float4(a.W, b.W, c.W, d.W),
        };
    }
}
