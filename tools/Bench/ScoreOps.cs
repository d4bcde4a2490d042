using ILGPU;
using ILGPU.Runtime;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.ImageScores;

namespace IlgpuCnn.Bench;

/// <summary>Scores of a data set of CIFAR's size, each one launch over all its bytes.</summary>
internal static class ScoreOps
{
    public const int Count = 50_000;

    private const double EdgeThreshold = 0.5;

    public static IEnumerable<Op> Of(ComputeDevice device)
    {
        ImageSet images = Generated.Images(Count, 100);
        ImagesShape shape = ImagesShape.Create(Count, images.Height, images.Width, images.Channels);
        using MemoryBuffer1D<byte, Stride1D.Dense> pixels = DevicePixels.Allocate(device, images);
        using MemoryBuffer1D<float, Stride1D.Dense> scores = device.Allocate<float>(Count);
        EdgeComplexity edges = new(device);
        BrightnessVariance variance = new(device);
        LumaEntropy entropy = new(device);
        using MemoryBuffer1D<int, Stride1D.Dense> histograms = device.Allocate<int>(entropy.HistogramsLength(shape));
        Colourfulness colourfulness = new(device);
        yield return OfScore("edges", () => edges.Mean(shape, pixels.View, scores.View));
        yield return OfScore("edges over a threshold", () => edges.ShareOver(
            shape, EdgeThreshold, pixels.View, scores.View));
        yield return OfScore("brightness-variance", () => variance.Score(shape, pixels.View, scores.View));
        yield return OfScore("entropy", () => entropy.Score(
            shape, pixels.View, histograms.View, scores.View));
        yield return OfScore("colourfulness", () => colourfulness.Score(shape, pixels.View, scores.View));

        Op OfScore(string name, Action work) => new($"score {name}", shape.Length, false, work);
    }
}
