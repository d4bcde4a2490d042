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

    // ---- kernels

    private static unsafe void ScoreKernel<L>(
        Index1D i, int grain, ImagesShape s, Bytes images, Ints histograms, Floats scores)
        where L : struct, ILuma
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
                    for (int p = 0; p < s.ImageLength; p += L.Channels)
                        histogram[(L.Of(image + p) + 500) / 1000]++;
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
    public long HistogramsLength(ImagesShape shape) => (long)device.Split(shape.N).Extent * Bins;

    /// <summary>
    /// scores (N) = the entropy of each image in bits; <paramref name="histograms"/> is room to work in, of
    /// <see cref="HistogramsLength"/> elements.
    /// </summary>
    /// <exception cref="ArgumentException">A view is too short.</exception>
    public void Score(ImagesShape shape, Bytes images, Ints histograms, Floats scores)
    {
        Require.Length(images, shape.Length, nameof(images), shape);
        Require.Length(histograms, HistogramsLength(shape), nameof(histograms), shape);
        Require.Length(scores, shape.N, nameof(scores), shape);
        WorkSplit split = device.Split(shape.N);
        Action<Index1D, int, ImagesShape, Bytes, Ints, Floats> score =
            device.Load<int, ImagesShape, Bytes, Ints, Floats>(
                shape.C == 1 ? ScoreKernel<GreyLuma> : ScoreKernel<RgbLuma>);
        score(split.Extent, split.Grain, shape, images, histograms, scores);
    }
}
