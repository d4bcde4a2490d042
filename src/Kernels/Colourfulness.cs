namespace IlgpuCnn.Kernels;

/// <summary>
/// Colourfulness of each RGB image by Hasler and Süsstrunk, "Measuring Colourfulness in Natural Images" (2003):
/// √(σ²(rg) + σ²(yb)) + 0.3·√(μ²(rg) + μ²(yb)) with rg = R − G and yb = ½(R + G) − B, of bytes from 0 to 255. Grey
/// images have 0; about 15 is slightly and 109 extremely colourful. Sums are exact.
/// </summary>
public sealed class Colourfulness(ComputeDevice device)
{
    private readonly Action<Index1D, BatchShape, int, Bytes, Floats> score =
        device.Load<BatchShape, int, Bytes, Floats>(ScoreKernel);

    // ---- kernels

    private static unsafe void ScoreKernel(Index1D i, BatchShape s, int grain, Bytes pixels, Floats scores)
    {
        int last = IntrinsicMath.Min((i + 1) * grain, s.N);
        for (int n = i * grain; n < last; n++)
        {
            long redGreen = 0L;
            long redGreenSquares = 0L;
            long yellowBlue = 0L; // of 2·yb, which is whole
            long yellowBlueSquares = 0L;
            fixed (byte* image = &pixels[(long)n * s.ImageLength])
            {
                for (int at = 0; at < s.ImageLength; at += 3)
                {
                    int rg = image[at] - image[at + 1];
                    int yb = image[at] + image[at + 1] - (2 * image[at + 2]);
                    redGreen += rg;
                    redGreenSquares += rg * rg;
                    yellowBlue += yb;
                    yellowBlueSquares += yb * yb;
                }
            }

            int pixelCount = s.ImagePixels;
            float meanRedGreen = (float)redGreen / pixelCount;
            float meanYellowBlue = 0.5f * yellowBlue / pixelCount;
            float variance = IntegerVariance.Of(redGreen, redGreenSquares, pixelCount)
                + (0.25f * IntegerVariance.Of(yellowBlue, yellowBlueSquares, pixelCount));
            float squaredMean = (meanRedGreen * meanRedGreen) + (meanYellowBlue * meanYellowBlue);
            scores[n] = MathF.Sqrt(variance) + (0.3f * MathF.Sqrt(squaredMean));
        }
    }

    // ---- launchers

    /// <summary>scores (N) of images (N, H, W, 3).</summary>
    /// <exception cref="InputException">The images are not RGB.</exception>
    /// <exception cref="ArgumentException">A view is too short.</exception>
    public void Score(BatchShape shape, Bytes pixels, Floats scores)
    {
        Require.RgbScores("Colourfulness", shape, pixels, scores);
        WorkSplit split = device.Split(shape.N);
        score(split.Extent, shape, split.Grain, pixels, scores);
    }
}
