namespace IlgpuCnn.Kernels.Matrix.Gpu.Access;

/// <summary>Two neighbouring words, each a pair of bfloat16: one 64-bit access.</summary>
internal struct Word2
{
    public uint X;
    public uint Y;
}
