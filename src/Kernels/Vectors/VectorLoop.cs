using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace IlgpuCnn.Kernels.Vectors;

/// <summary>The runner of <see cref="IVectorLoop{T}"/>s, with the widest vectors that this machine has.</summary>
internal static class VectorLoop
{
    /// <summary>Bits of the widest vectors that this machine computes with: 512, 256 or 128.</summary>
    public static int WidestBits =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>
    /// Runs worker number <paramref name="worker"/>'s stretch of <paramref name="grain"/> of the items.
    /// </summary>
    public static void Run<L, T>(int worker, int grain, int items, in T arguments)
        where L : struct, IVectorLoop<T>
        where T : struct
    {
        int first = worker * grain;
        int last = Math.Min(first + grain, items);
        if (Vector512.IsHardwareAccelerated)
            L.Run<Simd512, Vector512<float>>(arguments, first, last);
        else if (Vector256.IsHardwareAccelerated)
            L.Run<Simd256, Vector256<float>>(arguments, first, last);
        else
            L.Run<Simd128, Vector128<float>>(arguments, first, last);
    }

    /// <summary>
    /// The address of a view's first element in the host's memory, where a CPU accelerator's views lie.
    /// </summary>
    public static unsafe float* Pointer(Floats view) => (float*)Unsafe.AsPointer(ref view[0]);
}
