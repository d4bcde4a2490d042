using IlgpuCnn.Kernels.Devices;

namespace IlgpuCnn.Kernels.ImageScores;

/// <summary>
/// The colourfulness of an image, √(σ²(rg) + σ²(yb)) + 0.3·√(μ²(rg) + μ²(yb)) with rg = R − G and yb = ½(R + G) − B in
/// 0 … 255: Hasler and Süsstrunk, "Measuring Colourfulness in Natural Images" (2003). One thread an image; all sums are
/// whole numbers.
/// </summary>
public sealed class Colourfulness(ComputeDevice device)
{
    private readonly Action<Index1D, int, ImagesShape, Bytes, Floats> score =
        device.Load<int, ImagesShape, Bytes, Floats>(ScoreKernel);

    // ---- kernels

    private static unsafe void ScoreKernel(Index1D i, int grain, ImagesShape s, Bytes images, Floats scores)
    {
        int last = IntrinsicMath.Min((i + 1) * grain, s.N);
        for (int n = i * grain; n < last; n++)
        {
            // Of 2·rg and 2·yb, which are whole.
            long redGreen = 0;
            long yellowBlue = 0;
            long redGreenSquares = 0;
            long yellowBlueSquares = 0;
            fixed (byte* image = &images[(long)n * s.ImageLength])
            {
                for (int p = 0; p < s.ImageLength; p += 3)
                {
                    int rg = 2 * (image[p] - image[p + 1]);
                    int yb = image[p] + image[p + 1] - (2 * image[p + 2]);
                    redGreen += rg;
                    yellowBlue += yb;
                    redGreenSquares += rg * rg;
                    yellowBlueSquares += yb * yb;
                }
            }

            float meanRg = (float)redGreen / s.ImagePixels;
            float meanYb = (float)yellowBlue / s.ImagePixels;
            float means = (meanRg * meanRg) + (meanYb * meanYb);
            float variance = IntegerVariance.Of(redGreen, redGreenSquares, s.ImagePixels)
                + IntegerVariance.Of(yellowBlue, yellowBlueSquares, s.ImagePixels);
            scores[n] = 0.5f * (MathF.Sqrt(variance) + (0.3f * MathF.Sqrt(means)));
        }
    }

    // ---- launchers

    /// <summary>scores (N) = the colourfulness of each image: 0 without colour, over 100 at its most.</summary>
    /// <exception cref="InputException">The images are of one channel.</exception>
    /// <exception cref="ArgumentException">A view is too short.</exception>
    public void Score(ImagesShape shape, Bytes images, Floats scores)
    {
        if (shape.C == 1)
        {
            throw new InputException(
                "Colourfulness compares the channels of a pixel, and these images have one: score them by edges, "
                + "brightness-variance or entropy, or take them in RGB.");
        }

        Require.Length(images, shape.Length, nameof(images), shape);
        Require.Length(scores, shape.N, nameof(scores), shape);
        WorkSplit split = device.Split(shape.N);
        score(split.Extent, split.Grain, shape, images, scores);
    }
}
