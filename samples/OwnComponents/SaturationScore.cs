using ILGPU;
using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.ImageScores;
using IlgpuCnn.Network.Scores;

namespace OwnComponents;

/// <summary>Mean saturation, max(R, G, B) − min(R, G, B) in [0, 1]: loud colours count as hard.</summary>
[Component("saturation", "mean saturation of the pixels")]
public sealed record SaturationScore : PixelScore
{
    /// <inheritdoc/>
    protected override string Method => "mean of max − min of the channels in [0, 1]";

    /// <inheritdoc/>
    protected override void Launch(
        ComputeDevice device, ImagesShape shape, ArrayView<byte> pixels, ArrayView<float> scores) =>
        device.Load<int, ArrayView<byte>, ArrayView<float>>(MeanKernel)(shape.N, shape.H * shape.W, pixels, scores);

    // One image a thread.
    private static void MeanKernel(Index1D n, int area, ArrayView<byte> pixels, ArrayView<float> scores)
    {
        int sum = 0;
        for (int p = 0; p < area; p++)
        {
            int at = ((n * area) + p) * 3;
            int r = pixels[at], g = pixels[at + 1], b = pixels[at + 2];
            sum += IntrinsicMath.Max(r, IntrinsicMath.Max(g, b)) - IntrinsicMath.Min(r, IntrinsicMath.Min(g, b));
        }

        scores[n] = sum / (255f * area);
    }
}
