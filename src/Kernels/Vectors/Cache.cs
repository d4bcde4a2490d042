using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace IlgpuCnn.Kernels.Vectors;

/// <summary>Hints to a CPU about what it will be asked for next; where it takes none, nothing.</summary>
internal static unsafe class Cache
{
    private const int LineFloats = 16;

    /// <summary>Asks for the lines of [from, from + length), in floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(float* from, int length)
    {
        if (!Sse.IsSupported)
            return;
        for (int i = 0; i < length; i += LineFloats)
            Sse.Prefetch0(from + i);
    }
}
