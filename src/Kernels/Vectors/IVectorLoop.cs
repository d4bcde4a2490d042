using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace IlgpuCnn.Kernels.Vectors;

/// <summary>
/// A loop over the items [first, last) that a CPU runs by vectors in place of a kernel's loop by elements.
/// </summary>
/// <typeparam name="T">Its arguments.</typeparam>
internal interface IVectorLoop<T>
    where T : struct
{
    /// <summary>Runs it with vectors <typeparamref name="V"/>.</summary>
    static abstract void Run<S, V>(in T arguments, int first, int last)
        where S : struct, ISimd<V>
        where V : struct;
}

/// <summary>Runs a <see cref="IVectorLoop{T}"/> with the widest vectors that this machine has.</summary>
internal static class VectorLoop
{
    /// <summary>Worker number <paramref name="worker"/>'s stretch of <paramref name="grain"/> of the items.</summary>
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

    /// <summary>Where a view's first element lies in the host's memory, which a CPU accelerator's views are.</summary>
    public static unsafe float* Pointer(Floats view) => (float*)Unsafe.AsPointer(ref view[0]);
}
