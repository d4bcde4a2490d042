using System.Runtime.CompilerServices;

namespace IlgpuCnn.Kernels.Batches;

/// <summary>
/// The four source pixels around a point of an image, as offsets of their first channel, with bilinear weights. What
/// lies outside the image weighs nothing, so that it counts as black. Usable inside and outside kernels.
/// </summary>
internal readonly unsafe record struct BatchTaps(
    int TopLeft, int TopRight, int BottomLeft, int BottomRight, float Top, float Bottom, float Left, float Right)
{
    /// <summary>The share of the point that lies inside the image: the sum of the four weights.</summary>
    public float Coverage => (Top + Bottom) * (Left + Right);

    /// <summary>The taps around row y and column x; pixels stand at whole numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BatchTaps Around(BatchShape s, float y, float x)
    {
        int top = Floor(y);
        int left = Floor(x);
        float bottomWeight = y - top;
        float rightWeight = x - left;
        int y0 = IntrinsicMath.Clamp(top, 0, s.H - 1) * s.W;
        int y1 = IntrinsicMath.Clamp(top + 1, 0, s.H - 1) * s.W;
        int x0 = IntrinsicMath.Clamp(left, 0, s.W - 1);
        int x1 = IntrinsicMath.Clamp(left + 1, 0, s.W - 1);
        return new BatchTaps(
            (y0 + x0) * s.C,
            (y0 + x1) * s.C,
            (y1 + x0) * s.C,
            (y1 + x1) * s.C,
            Inside(top, s.H, 1f - bottomWeight),
            Inside(top + 1, s.H, bottomWeight),
            Inside(left, s.W, 1f - rightWeight),
            Inside(left + 1, s.W, rightWeight));
    }

    /// <summary>The weighted sum of channel <paramref name="c"/>, in bytes' units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Sample(byte* image, int c) =>
        (Top * ((Left * image[TopLeft + c]) + (Right * image[TopRight + c])))
        + (Bottom * ((Left * image[BottomLeft + c]) + (Right * image[BottomRight + c])));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Inside(int index, int size, float weight) => (uint)index < (uint)size ? weight : 0f;

    // MathF.Floor becomes software with branches on GPUs; a cast rounds towards zero.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Floor(float v)
    {
        int towardsZero = (int)v;
        return towardsZero > v ? towardsZero - 1 : towardsZero;
    }
}
