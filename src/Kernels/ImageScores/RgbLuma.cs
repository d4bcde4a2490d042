using System.Runtime.CompilerServices;

namespace IlgpuCnn.Kernels.ImageScores;

/// <summary>
/// The luma of a pixel's bytes by ITU-R BT.601, 0.299·R + 0.587·G + 0.114·B, in whole thousandths, so that sums of it
/// are exact and the same on every device.
/// </summary>
internal static class RgbLuma
{
    /// <summary>The luma of white: 1 in [0, 1].</summary>
    public const float One = 255_000f;

    /// <summary>The luma of the pixel whose bytes start at <paramref name="rgb"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe int Of(byte* rgb) => (299 * rgb[0]) + (587 * rgb[1]) + (114 * rgb[2]);
}
