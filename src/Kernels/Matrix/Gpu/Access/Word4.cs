namespace IlgpuCnn.Kernels.Matrix.Gpu.Access;

/// <summary>Four words: of shared memory, one 128-bit access; or what one thread holds of mma's left operand.</summary>
internal struct Word4
{
    public uint X;
    public uint Y;
    public uint Z;
    public uint W;
}
