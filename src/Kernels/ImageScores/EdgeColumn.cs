using System.Runtime.CompilerServices;

namespace IlgpuCnn.Kernels.ImageScores;

/// <summary>The vertical part of Sobel's two kernels at one column, in thousandths of luma.</summary>
/// <param name="Smooth">Above + 2·here + below: what gx takes the difference of.</param>
/// <param name="Slope">Below − above: what gy smooths.</param>
internal readonly record struct EdgeColumn(int Smooth, int Slope)
{
    /// <summary>
    /// The column of three pixels below one another, the first at <paramref name="top"/>. Only steps forward: ILGPU
    /// compiles a pointer minus a number to PTX that does not assemble.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe EdgeColumn At<L>(ImagesShape s, byte* top)
        where L : struct, ILuma
    {
        int above = L.Of(top);
        int here = L.Of(top + (s.W * L.Channels));
        int below = L.Of(top + (2 * s.W * L.Channels));
        return new EdgeColumn(above + (2 * here) + below, below - above);
    }

    /// <summary>gx² + gy² at the middle one of three columns, in squares of thousandths of luma.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long SquaredMagnitude(EdgeColumn left, EdgeColumn middle, EdgeColumn right)
    {
        long gx = right.Smooth - left.Smooth;
        long gy = left.Slope + (2 * middle.Slope) + right.Slope;
        return (gx * gx) + (gy * gy);
    }

    /// <summary>√(gx² + gy²) at the middle one of three columns, in units of the luma.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Magnitude(EdgeColumn left, EdgeColumn middle, EdgeColumn right)
    {
        float gx = (right.Smooth - left.Smooth) / ILuma.One;
        float gy = (left.Slope + (2 * middle.Slope) + right.Slope) / ILuma.One;
        return MathF.Sqrt((gx * gx) + (gy * gy));
    }
}
