using ILGPU.Algorithms;
using IlgpuCnn.Kernels.Devices;

namespace IlgpuCnn.Kernels.ImageScores;

/// <summary>
/// Shannon's entropy in bits, −Σ p·log₂ p, of the histogram of an image's luma, rounded to 0 … 255; in [0, 8]. One
/// thread an image, with a histogram of its own.
/// </summary>
public sealed class LumaEntropy(ComputeDevice device)
{
    private const int Bins = 256;

    private readonly Action<Index1D, int, RgbImagesShape, Bytes, Ints, Floats> score =
        device.Load<int, RgbImagesShape, Bytes, Ints, Floats>(ScoreKernel);

    // ---- kernels

    private static unsafe void ScoreKernel(
        Index1D i, int grain, RgbImagesShape s, Bytes images, Ints histograms, Floats scores)
    {
        int last = IntrinsicMath.Min((i + 1) * grain, s.N);
        fixed (int* histogram = &histograms[(long)(int)i * Bins])
        {
            for (int n = i * grain; n < last; n++)
            {
                for (int b = 0; b < Bins; b++)
                    histogram[b] = 0;
                fixed (byte* image = &images[(long)n * s.ImageLength])
                {
                    for (int p = 0; p < s.ImageLength; p += 3)
                        histogram[(RgbLuma.Of(image + p) + 500) / 1000]++;
                }

                scores[n] = Entropy(histogram, s.ImagePixels);
            }
        }
    }

    private static unsafe float Entropy(int* histogram, int pixels)
    {
        float sum = 0f;
        for (int b = 0; b < Bins; b++)
        {
            float p = (float)histogram[b] / pixels;
            if (p > 0f)
                sum -= p * XMath.Log2(p);
        }

        return sum;
    }

    // ---- launchers

    /// <summary>Elements of the histograms that <see cref="Score"/> needs for images of a shape.</summary>
    public long HistogramsLength(RgbImagesShape shape) => (long)device.Split(shape.N).Extent * Bins;

    /// <summary>
    /// scores (N) = the entropy of each image in bits; <paramref name="histograms"/> is room to work in, of
    /// <see cref="HistogramsLength"/> elements.
    /// </summary>
    /// <exception cref="ArgumentException">A view is too short.</exception>
    public void Score(RgbImagesShape shape, Bytes images, Ints histograms, Floats scores)
    {
        Require.Length(images, shape.Length, nameof(images), shape);
        Require.Length(histograms, HistogramsLength(shape), nameof(histograms), shape);
        Require.Length(scores, shape.N, nameof(scores), shape);
        WorkSplit split = device.Split(shape.N);
        score(split.Extent, split.Grain, shape, images, histograms, scores);
    }
}
