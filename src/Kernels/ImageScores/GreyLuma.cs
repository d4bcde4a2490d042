using System.Runtime.CompilerServices;

namespace IlgpuCnn.Kernels.ImageScores;

/// <summary>The luma of a pixel of one byte: exactly that of the RGB pixel with R = G = B.</summary>
internal readonly struct GreyLuma : ILuma
{
    public static int Channels => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe int Of(byte* pixel) => 1000 * pixel[0];
}
