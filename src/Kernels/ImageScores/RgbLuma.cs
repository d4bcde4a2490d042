using System.Runtime.CompilerServices;

namespace IlgpuCnn.Kernels.ImageScores;

/// <summary>The luma of an RGB pixel by ITU-R BT.601, 0.299·R + 0.587·G + 0.114·B.</summary>
internal readonly struct RgbLuma : ILuma
{
    public static int Channels => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe int Of(byte* pixel) => (299 * pixel[0]) + (587 * pixel[1]) + (114 * pixel[2]);
}
