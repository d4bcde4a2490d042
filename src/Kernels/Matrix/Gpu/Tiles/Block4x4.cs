using IlgpuCnn.Kernels.Matrix.Gpu.Access;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>
/// The 4×4 sums that one thread keeps. Scalars in structs stay in registers; a local array indexed by a loop would not.
/// </summary>
internal struct Block4x4
{
    public Float4 Row0;
    public Float4 Row1;
    public Float4 Row2;
    public Float4 Row3;

    /// <summary>sums + left · rightᵀ over four depths.</summary>
    public static Block4x4 AddProduct(Block4x4 sums, Quad left, Quad right)
    {
        sums = AddProduct(sums, left.K0, right.K0);
        sums = AddProduct(sums, left.K1, right.K1);
        sums = AddProduct(sums, left.K2, right.K2);
        return AddProduct(sums, left.K3, right.K3);
    }

    private static Block4x4 AddProduct(Block4x4 sums, Float4 left, Float4 right)
    {
        sums.Row0 = Float4.AddProduct(sums.Row0, left.X, right);
        sums.Row1 = Float4.AddProduct(sums.Row1, left.Y, right);
        sums.Row2 = Float4.AddProduct(sums.Row2, left.Z, right);
        sums.Row3 = Float4.AddProduct(sums.Row3, left.W, right);
        return sums;
    }
}
