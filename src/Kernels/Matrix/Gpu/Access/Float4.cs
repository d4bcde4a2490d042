namespace IlgpuCnn.Kernels.Matrix.Gpu.Access;

/// <summary>Four neighbouring floats: one 128-bit access.</summary>
internal struct Float4
{
    public float X;
    public float Y;
    public float Z;
    public float W;

    public Float4(float x, float y, float z, float w)
    {
        X = x;
        Y = y;
        Z = z;
        W = w;
    }

    /// <summary>a + b.</summary>
    public static Float4 Add(Float4 a, Float4 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z, a.W + b.W);

    /// <summary>sum + factor · v.</summary>
    public static Float4 AddProduct(Float4 sum, float factor, Float4 v) => new(
        sum.X + (factor * v.X), sum.Y + (factor * v.Y), sum.Z + (factor * v.Z), sum.W + (factor * v.W));
}
