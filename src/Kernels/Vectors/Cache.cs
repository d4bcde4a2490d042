using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace IlgpuCnn.Kernels.Vectors;

/// <summary>Hints to a CPU about the memory that it will read next; they do nothing where it takes none.</summary>
internal static unsafe class Cache
{
    private const int LineFloats = 16;

    /// <summary>Prefetches the lines of the cache that hold the floats [from, from + length).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(float* from, int length)
    {
        if (!Sse.IsSupported)
            return;
        for (int i = 0; i < length; i += LineFloats)
            Sse.Prefetch0(from + i);
    }
}
