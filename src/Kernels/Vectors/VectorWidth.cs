using System.Runtime.Intrinsics;

namespace IlgpuCnn.Kernels.Vectors;

/// <summary>The widths of a CPU's vectors, and the choice among them.</summary>
internal static class VectorWidth
{
    /// <summary>Bits of the widest vectors that this machine computes with: 512, 256 or 128.</summary>
    public static int WidestBits =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>Does the work with vectors of <paramref name="bits"/> bits: 512, 256 or 128.</summary>
    public static void Run<T>(int bits, T work)
        where T : struct, IVectorWork
    {
        if (bits == 512)
            work.Run<Simd512, Vector512<float>>();
        else if (bits == 256)
            work.Run<Simd256, Vector256<float>>();
        else
            work.Run<Simd128, Vector128<float>>();
    }
}
