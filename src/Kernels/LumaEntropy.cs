namespace IlgpuCnn.Kernels;

/// <summary>
/// Shannon entropy −Σ p·log₂ p, in bits, of the histogram of each RGB image's luma (<see cref="IntegerLuma"/>), rounded
/// to 256 levels: from 0 for a constant image to 8. Owns the histograms that are counted at once, one a thread.
/// </summary>
public sealed class LumaEntropy(ComputeDevice device, int maxThreads = 16384) : IDisposable
{
    private const int Bins = 256;
    private const float BitsPerNat = 1.442695f;

    private readonly MemoryBuffer1D<int, Stride1D.Dense> histograms =
        device.Allocate<int>((long)device.Split(maxThreads).Extent * Bins);

    private readonly Action<Index1D, BatchShape, int, Bytes, Ints, Floats> score =
        device.Load<BatchShape, int, Bytes, Ints, Floats>(ScoreKernel);

    // ---- kernels

    // A histogram lies in the device's memory, since as a local array it would cost a GPU's thread its registers.
    private static unsafe void ScoreKernel(
        Index1D i, BatchShape s, int grain, Bytes pixels, Ints histograms, Floats scores)
    {
        int last = IntrinsicMath.Min((i + 1) * grain, s.N);
        fixed (int* counts = &histograms[i * Bins])
        {
            for (int n = i * grain; n < last; n++)
            {
                for (int bin = 0; bin < Bins; bin++)
                    counts[bin] = 0;
                fixed (byte* image = &pixels[(long)n * s.ImageLength])
                {
                    for (int at = 0; at < s.ImageLength; at += 3)
                        counts[(IntegerLuma.Of(image + at) + (IntegerLuma.Level / 2)) / IntegerLuma.Level]++;
                }

                float sum = 0f;
                for (int bin = 0; bin < Bins; bin++)
                {
                    if (counts[bin] > 0)
                    {
                        float p = (float)counts[bin] / s.ImagePixels;
                        sum -= p * MathF.Log(p);
                    }
                }

                scores[n] = sum * BitsPerNat;
            }
        }
    }

    // ---- launchers

    /// <summary>scores (N) of images (N, H, W, 3).</summary>
    /// <exception cref="InputException">The images are not RGB.</exception>
    /// <exception cref="ArgumentException">A view is too short.</exception>
    public void Score(BatchShape shape, Bytes pixels, Floats scores)
    {
        Require.RgbScores("Luma entropy", shape, pixels, scores);
        int threads = device.Split(Math.Min(shape.N, maxThreads)).Extent;
        int grain = (shape.N + threads - 1) / threads;
        score((shape.N + grain - 1) / grain, shape, grain, pixels, histograms.View, scores);
    }

    /// <inheritdoc/>
    public void Dispose() => histograms.Dispose();
}
