using IlgpuCnn.Data.Images;

namespace IlgpuCnn.Bench;

/// <summary>Images of noise, where only their number and size matter.</summary>
internal static class Generated
{
    /// <summary>RGB images of 32×32 pixels, the classes taking turns.</summary>
    public static ImageSet Images(int count, int classes)
    {
        byte[] pixels = new byte[count * 3072];
        new Random(1).NextBytes(pixels);
        return new ImageSet(
            32, 32, 3, pixels, [.. Enumerable.Range(0, count).Select(i => i % classes)],
            [.. Enumerable.Range(0, classes).Select(c => $"{c}")]);
    }
}
