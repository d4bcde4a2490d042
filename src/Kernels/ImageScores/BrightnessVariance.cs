using IlgpuCnn.Kernels.Devices;

namespace IlgpuCnn.Kernels.ImageScores;

/// <summary>
/// Variance of the luma in [0, 1] over the pixels of an image, Σ (l − mean)² / pixels; in [0, ¼]. One thread an image,
/// which adds up whole numbers.
/// </summary>
public sealed class BrightnessVariance(ComputeDevice device)
{
    // ---- kernels

    private static unsafe void ScoreKernel<L>(Index1D i, int grain, ImagesShape s, Bytes images, Floats scores)
        where L : struct, ILuma
    {
        int last = IntrinsicMath.Min((i + 1) * grain, s.N);
        for (int n = i * grain; n < last; n++)
        {
            fixed (byte* image = &images[(long)n * s.ImageLength])
            {
                long sum = 0;
                long squares = 0;
                for (int p = 0; p < s.ImageLength; p += L.Channels)
                {
                    long luma = L.Of(image + p);
                    sum += luma;
                    squares += luma * luma;
                }

                scores[n] = IntegerVariance.Of(sum, squares, s.ImagePixels) / ILuma.One / ILuma.One;
            }
        }
    }

    // ---- launchers

    /// <summary>scores (N) = the variance of each image.</summary>
    /// <exception cref="ArgumentException">A view is too short.</exception>
    public void Score(ImagesShape shape, Bytes images, Floats scores)
    {
        Require.Length(images, shape.Length, nameof(images), shape);
        Require.Length(scores, shape.N, nameof(scores), shape);
        WorkSplit split = device.Split(shape.N);
        Action<Index1D, int, ImagesShape, Bytes, Floats> score = device.Load<int, ImagesShape, Bytes, Floats>(
            shape.C == 1 ? ScoreKernel<GreyLuma> : ScoreKernel<RgbLuma>);
        score(split.Extent, split.Grain, shape, images, scores);
    }
}
