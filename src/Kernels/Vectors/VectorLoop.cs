using System.Runtime.CompilerServices;

namespace IlgpuCnn.Kernels.Vectors;

/// <summary>The runner of <see cref="IVectorLoop{T}"/>s, with the widest vectors that this machine has.</summary>
internal static class VectorLoop
{
    /// <summary>
    /// Runs worker number <paramref name="worker"/>'s stretch of <paramref name="grain"/> of the items.
    /// </summary>
    public static void Run<L, T>(int worker, int grain, int items, in T arguments)
        where L : struct, IVectorLoop<T>
        where T : struct
    {
        int first = worker * grain;
        VectorWidth.Run(
            VectorWidth.WidestBits, new Stretch<L, T>(arguments, first, Math.Min(first + grain, items)));
    }

    /// <summary>
    /// The address of a view's first element in the host's memory, where a CPU accelerator's views lie.
    /// </summary>
    public static unsafe float* Pointer(Floats view) => (float*)Unsafe.AsPointer(ref view[0]);

    private readonly struct Stretch<L, T>(T arguments, int first, int last) : IVectorWork
        where L : struct, IVectorLoop<T>
        where T : struct
    {
        public void Run<S, V>()
            where S : struct, ISimd<V>
            where V : struct => L.Run<S, V>(arguments, first, last);
    }
}
