namespace IlgpuCnn.Kernels.Matrix.Gpu.Access;

/// <summary>Two neighbouring floats: one 64-bit access.</summary>
internal struct Float2
{
    public float X;
    public float Y;

    public Float2(float x, float y)
    {
        X = x;
        Y = y;
    }
}
