namespace IlgpuCnn.Kernels;

/// <summary>
/// Population variance of the luma (<see cref="IntegerLuma"/>, here in [0, 1]) of each RGB image, from exact sums: from
/// 0 for a constant image to ¼ for one that is half black and half white.
/// </summary>
public sealed class BrightnessVariance(ComputeDevice device)
{
    private readonly Action<Index1D, BatchShape, int, Bytes, Floats> score =
        device.Load<BatchShape, int, Bytes, Floats>(ScoreKernel);

    // ---- kernels

    private static unsafe void ScoreKernel(Index1D i, BatchShape s, int grain, Bytes pixels, Floats scores)
    {
        const float Scale = 1f / IntegerLuma.White;
        int last = IntrinsicMath.Min((i + 1) * grain, s.N);
        for (int n = i * grain; n < last; n++)
        {
            long sum = 0L;
            long squares = 0L;
            fixed (byte* image = &pixels[(long)n * s.ImageLength])
            {
                for (int at = 0; at < s.ImageLength; at += 3)
                {
                    long luma = IntegerLuma.Of(image + at);
                    sum += luma;
                    squares += luma * luma;
                }
            }

            scores[n] = IntegerVariance.Of(sum, squares, s.ImagePixels) * Scale * Scale;
        }
    }

    // ---- launchers

    /// <summary>scores (N) of images (N, H, W, 3).</summary>
    /// <exception cref="InputException">The images are not RGB.</exception>
    /// <exception cref="ArgumentException">A view is too short.</exception>
    public void Score(BatchShape shape, Bytes pixels, Floats scores)
    {
        Require.RgbScores("Brightness variance", shape, pixels, scores);
        WorkSplit split = device.Split(shape.N);
        score(split.Extent, shape, split.Grain, pixels, scores);
    }
}
