using IlgpuCnn.Data.Images;

namespace IlgpuCnn.Tests.Support;

/// <summary>Small sets of images for tests.</summary>
public static class MadeUpImages
{
    /// <summary>Random bytes with random labels.</summary>
    public static ImageSet Random(
        int count, int classes, int seed = 1, int height = 32, int width = 32, int channels = 3)
    {
        Random random = new(seed);
        byte[] pixels = new byte[count * height * width * channels];
        random.NextBytes(pixels);
        int[] labels = [.. Enumerable.Range(0, count).Select(_ => random.Next(classes))];
        return new ImageSet(
            height, width, channels, pixels, labels, [.. Enumerable.Range(0, classes).Select(c => $"class {c}")]);
    }
}
