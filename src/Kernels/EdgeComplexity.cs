using System.Runtime.CompilerServices;

namespace IlgpuCnn.Kernels;

/// <summary>
/// How much edge an RGB image has: the Sobel gradient magnitude √(gx² + gy²) of its luma (<see cref="IntegerLuma"/>)
/// at the interior pixels, (H − 2)·(W − 2) of them, as its mean or as the share over a threshold. Sobel's weights are
/// divided by 4, so that a straight edge between black and white along an axis has the magnitude 1; the largest there
/// is has √20 / 4. Gradients are exact whole numbers until the root.
/// </summary>
public sealed class EdgeComplexity(ComputeDevice device)
{
    // The magnitude 1, in the units of undivided weights over whole luma.
    private const int Unit = 4 * IntegerLuma.White;

    private readonly Action<Index1D, BatchShape, int, Bytes, Floats> mean =
        device.Load<BatchShape, int, Bytes, Floats>(MeanKernel);

    private readonly Action<Index1D, BatchShape, int, long, Bytes, Floats> share =
        device.Load<BatchShape, int, long, Bytes, Floats>(ShareKernel);

    /// <summary>What is added up over an image's interior pixels.</summary>
    private interface IMeasure
    {
        static abstract float Of(int gx, int gy, long limit);
    }

    // ---- kernels

    private static unsafe void MeanKernel(Index1D i, BatchShape s, int grain, Bytes pixels, Floats scores)
    {
        int last = IntrinsicMath.Min((i + 1) * grain, s.N);
        for (int n = i * grain; n < last; n++)
        {
            fixed (byte* image = &pixels[(long)n * s.ImageLength])
                scores[n] = Average<Magnitude>(s, 0L, image) / Unit;
        }
    }

    // The limit is of gx² + gy², which are compared as whole numbers: alike on all devices.
    private static unsafe void ShareKernel(
        Index1D i, BatchShape s, int grain, long limit, Bytes pixels, Floats scores)
    {
        int last = IntrinsicMath.Min((i + 1) * grain, s.N);
        for (int n = i * grain; n < last; n++)
        {
            fixed (byte* image = &pixels[(long)n * s.ImageLength])
                scores[n] = Average<IsOver>(s, limit, image);
        }
    }

    // Sums of rows, then their sum: shorter sums round less.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe float Average<M>(BatchShape s, long limit, byte* image)
        where M : struct, IMeasure
    {
        float sum = 0f;
        for (int h = 1; h < s.H - 1; h++)
            sum += RowSum<M>(s.W, limit, image + ((h - 1L) * s.W * 3));
        return sum / ((s.H - 2) * (s.W - 2));
    }

    // Over the middle one of three rows, the first of which starts at *top. A column's three lumas give its share of
    // both gradients, and each column serves three pixels.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe float RowSum<M>(int width, long limit, byte* top)
        where M : struct, IMeasure
    {
        int stride = width * 3;
        SobelColumn left = SobelColumn.At(top, stride);
        SobelColumn middle = SobelColumn.At(top + 3, stride);
        float sum = 0f;
        for (int at = 6; at < stride; at += 3)
        {
            SobelColumn right = SobelColumn.At(top + at, stride);
            sum += M.Of(right.Smooth - left.Smooth, left.Step + (2 * middle.Step) + right.Step, limit);
            left = middle;
            middle = right;
        }

        return sum;
    }

    /// <summary>Three lumas below one another: weighted 1, 2, 1, and the last less the first.</summary>
    private readonly record struct SobelColumn(int Smooth, int Step)
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static unsafe SobelColumn At(byte* top, int stride)
        {
            int above = IntegerLuma.Of(top);
            int below = IntegerLuma.Of(top + (2 * stride));
            return new SobelColumn(above + (2 * IntegerLuma.Of(top + stride)) + below, below - above);
        }
    }

    private readonly struct Magnitude : IMeasure
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static float Of(int gx, int gy, long limit)
        {
            float x = gx;
            float y = gy;
            return MathF.Sqrt((x * x) + (y * y));
        }
    }

    private readonly struct IsOver : IMeasure
    {
        // The sign bit of what is left of the limit: a comparison would be a branch that textures mispredict.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static float Of(int gx, int gy, long limit) =>
            (int)((limit - ((long)gx * gx) - ((long)gy * gy)) >>> 63);
    }

    // ---- launchers

    /// <summary>scores (N): the mean magnitude of each image (N, H, W, 3).</summary>
    /// <exception cref="InputException">The images are not RGB, or smaller than 3×3.</exception>
    /// <exception cref="ArgumentException">A view is too short.</exception>
    public void Mean(BatchShape shape, Bytes pixels, Floats scores)
    {
        RequireInterior(shape, pixels, scores);
        WorkSplit split = device.Split(shape.N);
        mean(split.Extent, shape, split.Grain, pixels, scores);
    }

    /// <summary>
    /// scores (N): the share of interior pixels of each image (N, H, W, 3) whose magnitude is over
    /// <paramref name="threshold"/>.
    /// </summary>
    /// <exception cref="InputException">The images are not RGB, or smaller than 3×3.</exception>
    /// <exception cref="ArgumentException">The threshold is not from 0 to 1, or a view is too short.</exception>
    public void ShareOver(double threshold, BatchShape shape, Bytes pixels, Floats scores)
    {
        if (!(threshold >= 0 && threshold <= 1))
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "threshold must be from 0 to 1.");
        RequireInterior(shape, pixels, scores);
        WorkSplit split = device.Split(shape.N);
        double limit = Math.Floor(Math.Pow(threshold * Unit, 2));
        share(split.Extent, shape, split.Grain, (long)limit, pixels, scores);
    }

    private static void RequireInterior(BatchShape shape, Bytes pixels, Floats scores)
    {
        Require.RgbScores("Edge complexity", shape, pixels, scores);
        if (shape.H < 3 || shape.W < 3)
        {
            throw new InputException(
                $"Edge complexity needs images of at least 3×3 pixels, and these have {shape.H}×{shape.W}: choose "
                + "another score.");
        }
    }
}
