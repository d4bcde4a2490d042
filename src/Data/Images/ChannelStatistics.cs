using System.Runtime.CompilerServices;

namespace IlgpuCnn.Data.Images;

/// <summary>Mean and standard deviation of each channel over a set, of pixels in [0, 1].</summary>
public sealed record ChannelStatistics(float[] Mean, float[] Deviation)
{
    /// <summary>
    /// Counts whole numbers, so that the order of the images does not matter. A channel that never changes gets the
    /// deviation 1, so that it can be divided by.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ChannelStatistics Of(ImageSet images)
    {
        int channels = images.Channels;
        long[] sums = new long[channels];
        long[] squares = new long[channels];
        for (int c = 0; c < channels; c++)
        {
            for (int n = 0; n < images.Count; n++)
            {
                ReadOnlySpan<byte> image = images.Image(n);
                long sum = 0;
                long square = 0;
                for (int i = c; i < image.Length; i += channels)
                {
                    int value = image[i];
                    sum += value;
                    square += value * value;
                }

                sums[c] += sum;
                squares[c] += square;
            }
        }

        double count = (double)images.Pixels.Length / channels;
        double[] means = [.. sums.Select(sum => sum / count)];
        double[] variances = [.. squares.Select((square, c) => Math.Max(0, (square / count) - (means[c] * means[c])))];
        return new ChannelStatistics(
            [.. means.Select(mean => (float)(mean / 255))],
            [.. variances.Select(variance => variance == 0 ? 1f : (float)(Math.Sqrt(variance) / 255))]);
    }
}
