namespace IlgpuCnn.Kernels;

/// <summary>
/// Variance of the luma in [0, 1] over the pixels of an image, Σ (l − mean)² / pixels; in [0, ¼]. One thread an image.
/// </summary>
public sealed class BrightnessVariance(ComputeDevice device)
{
    private readonly Action<Index1D, int, RgbImagesShape, Bytes, Floats> score =
        device.Load<int, RgbImagesShape, Bytes, Floats>(ScoreKernel);

    // ---- kernels

    private static unsafe void ScoreKernel(Index1D i, int grain, RgbImagesShape s, Bytes images, Floats scores)
    {
        int last = IntrinsicMath.Min((i + 1) * grain, s.N);
        for (int n = i * grain; n < last; n++)
        {
            fixed (byte* image = &images[(long)n * s.ImageLength])
            {
                long sum = 0;
                for (int p = 0; p < s.ImageLength; p += 3)
                    sum += RgbLuma.Of(image + p);
                int mean = (int)(sum / s.ImagePixels);

                // Around a whole number near the mean, so that the squares are small; exact up to here.
                long offsets = sum - ((long)mean * s.ImagePixels);
                float squares = 0f;
                for (int h = 0; h < s.H; h++)
                    squares += RowSquares(s, image + (h * s.W * 3), mean);
                float offset = (float)offsets / s.ImagePixels / RgbLuma.One;
                scores[n] = (squares / s.ImagePixels) - (offset * offset);
            }
        }
    }

    private static unsafe float RowSquares(RgbImagesShape s, byte* row, int mean)
    {
        float sum = 0f;
        for (int p = 0; p < s.W * 3; p += 3)
        {
            float away = (RgbLuma.Of(row + p) - mean) / RgbLuma.One;
            sum += away * away;
        }

        return sum;
    }

    // ---- launchers

    /// <summary>The variance of each image.</summary>
    /// <exception cref="ArgumentException">A view is too short.</exception>
    public void Score(RgbImagesShape shape, Bytes images, Floats scores)
    {
        Require.Length(images, shape.Length, nameof(images), shape);
        Require.Length(scores, shape.N, nameof(scores), shape);
        WorkSplit split = device.Split(shape.N);
        score(split.Extent, split.Grain, shape, images, scores);
    }
}
