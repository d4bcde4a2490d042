using System.Runtime.CompilerServices;

namespace IlgpuCnn.Kernels;

/// <summary>
/// <see cref="BatchColour.Luma"/> of a pixel's bytes in whole thousandths of a level, so that sums and differences of
/// it are exact on every device. Usable inside and outside kernels.
/// </summary>
internal static unsafe class IntegerLuma
{
    /// <summary>A level of a byte.</summary>
    public const int Level = 1000;

    /// <summary>The luma of white; of black it is 0.</summary>
    public const int White = 255 * Level;

    /// <summary>Of the three bytes at <paramref name="pixel"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of(byte* pixel) => (299 * pixel[0]) + (587 * pixel[1]) + (114 * pixel[2]);
}
