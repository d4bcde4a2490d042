using System.Runtime.CompilerServices;

namespace IlgpuCnn.Kernels.ImageScores;

/// <summary>
/// Population variance of whole numbers from their exact sums, so that nothing cancels: that of a constant is exactly
/// 0.
/// </summary>
internal static class IntegerVariance
{
    /// <summary>
    /// The variance Σx² / n − (Σx / n)² of n numbers, computed around the whole part of their mean before anything is
    /// rounded. No intermediate overflows for |x| up to 255,000 and n up to 2²⁶.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Of(long sum, long squares, int n)
    {
        long mean = sum / n;
        long rest = sum - (mean * n);
        long around = squares - (mean * (sum + rest)); // Σ (x − mean)²
        float offset = (float)rest / n;
        return ((float)around / n) - (offset * offset);
    }
}
