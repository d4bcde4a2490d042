using IlgpuCnn.Kernels.Devices;

namespace IlgpuCnn.Kernels.ImageScores;

/// <summary>
/// Scores of how much edge there is in an image: Sobel's gradient magnitude √(gx² + gy²) of the luma in [0, 1], over
/// the pixels that have eight neighbours; its mean, or the share of these pixels over a threshold. One thread an image,
/// which walks a row with the vertical sums of three columns.
/// </summary>
public sealed class EdgeComplexity(ComputeDevice device)
{
    // ---- kernels

    private static unsafe void MeanKernel<L>(Index1D i, int grain, ImagesShape s, Bytes images, Floats scores)
        where L : struct, ILuma
    {
        int last = IntrinsicMath.Min((i + 1) * grain, s.N);
        for (int n = i * grain; n < last; n++)
        {
            fixed (byte* image = &images[(long)n * s.ImageLength])
            {
                float sum = 0f;
                for (int h = 1; h < s.H - 1; h++)
                    sum += RowSum<L>(s, image + ((h - 1) * s.W * L.Channels));
                scores[n] = sum / ((s.H - 2) * (s.W - 2));
            }
        }
    }

    // Squares of magnitudes are compared as whole numbers, which devices can't round apart.
    private static unsafe void ShareKernel<L>(
        Index1D i, int grain, long limit, ImagesShape s, Bytes images, Floats scores)
        where L : struct, ILuma
    {
        int last = IntrinsicMath.Min((i + 1) * grain, s.N);
        for (int n = i * grain; n < last; n++)
        {
            fixed (byte* image = &images[(long)n * s.ImageLength])
            {
                int over = 0;
                for (int h = 1; h < s.H - 1; h++)
                    over += RowCount<L>(s, limit, image + ((h - 1) * s.W * L.Channels));
                scores[n] = (float)over / ((s.H - 2) * (s.W - 2));
            }
        }
    }

    private static unsafe float RowSum<L>(ImagesShape s, byte* top)
        where L : struct, ILuma
    {
        EdgeColumn left = EdgeColumn.At<L>(s, top);
        EdgeColumn middle = EdgeColumn.At<L>(s, top + L.Channels);
        float sum = 0f;
        for (int w = 2; w < s.W; w++)
        {
            EdgeColumn right = EdgeColumn.At<L>(s, top + (w * L.Channels));
            sum += EdgeColumn.Magnitude(left, middle, right);
            left = middle;
            middle = right;
        }

        return sum;
    }

    private static unsafe int RowCount<L>(ImagesShape s, long limit, byte* top)
        where L : struct, ILuma
    {
        EdgeColumn left = EdgeColumn.At<L>(s, top);
        EdgeColumn middle = EdgeColumn.At<L>(s, top + L.Channels);
        int over = 0;
        for (int w = 2; w < s.W; w++)
        {
            EdgeColumn right = EdgeColumn.At<L>(s, top + (w * L.Channels));

            // The sign of what is left of the limit: a comparison would be a branch that textures mispredict.
            over += (int)((limit - EdgeColumn.SquaredMagnitude(left, middle, right)) >>> 63);
            left = middle;
            middle = right;
        }

        return over;
    }

    // ---- launchers

    /// <summary>
    /// scores (N) = the mean magnitude of each image, in units of the luma: 0 for a plain image, at most √20.
    /// </summary>
    /// <exception cref="InputException">The images are under 3×3.</exception>
    /// <exception cref="ArgumentException">A view is too short.</exception>
    public void Mean(ImagesShape shape, Bytes images, Floats scores)
    {
        Check(shape, images, scores);
        WorkSplit split = device.Split(shape.N);
        Action<Index1D, int, ImagesShape, Bytes, Floats> mean = device.Load<int, ImagesShape, Bytes, Floats>(
            shape.C == 1 ? MeanKernel<GreyLuma> : MeanKernel<RgbLuma>);
        mean(split.Extent, split.Grain, shape, images, scores);
    }

    /// <summary>
    /// scores (N) = the share of each image's pixels with a magnitude over <paramref name="threshold"/>, in [0, 1].
    /// </summary>
    /// <exception cref="InputException">The images are under 3×3.</exception>
    /// <exception cref="ArgumentException">The threshold is not from 0 to 5, or a view is too short.</exception>
    public void ShareOver(ImagesShape shape, double threshold, Bytes images, Floats scores)
    {
        if (!(threshold >= 0 && threshold <= 5))
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "threshold must be from 0 to 5.");
        Check(shape, images, scores);
        WorkSplit split = device.Split(shape.N);
        Action<Index1D, int, long, ImagesShape, Bytes, Floats> share =
            device.Load<int, long, ImagesShape, Bytes, Floats>(
                shape.C == 1 ? ShareKernel<GreyLuma> : ShareKernel<RgbLuma>);

        // Decimal, so that 0.7 is 0.7: a magnitude that is the threshold is not over it.
        decimal units = (decimal)threshold * (decimal)ILuma.One;
        share(split.Extent, split.Grain, (long)decimal.Floor(units * units), shape, images, scores);
    }

    private static void Check(ImagesShape shape, Bytes images, Floats scores)
    {
        if (shape.H < 3 || shape.W < 3)
            throw new InputException($"Edges need images of 3×3 pixels or more; these are {shape.H}×{shape.W}.");
        Require.Length(images, shape.Length, nameof(images), shape);
        Require.Length(scores, shape.N, nameof(scores), shape);
    }
}
