using System.Runtime.CompilerServices;

namespace IlgpuCnn.Kernels;

/// <summary>
/// Population variance of whole numbers from their exact sums, so that nothing cancels: a constant's is exactly 0.
/// Usable inside and outside kernels.
/// </summary>
internal static class IntegerVariance
{
    /// <summary>
    /// Σx² / n − (Σx / n)², with x taken from the whole part of their mean before anything is rounded. For |x| up to
    /// 255,000 and n up to 2²⁶ no intermediate overflows.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Of(long sum, long squares, int n)
    {
        long mean = sum / n;
        long rest = sum - (mean * n);
        long centred = squares - (mean * (sum + rest)); // Σ(x − mean)²
        float offset = (float)rest / n;
        return ((float)centred / n) - (offset * offset);
    }
}
