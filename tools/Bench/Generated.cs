using IlgpuCnn.Data.Images;

namespace IlgpuCnn.Bench;

/// <summary>Images of noise, where only their number and size matter.</summary>
internal static class Generated
{
    /// <summary>RGB images of as many rows as columns, the classes taking turns.</summary>
    public static ImageSet Images(int count, int classes, int side = 32)
    {
        byte[] pixels = new byte[count * side * side * 3];
        new Random(1).NextBytes(pixels);
        return new ImageSet(
            side, side, 3, pixels, [.. Enumerable.Range(0, count).Select(i => i % classes)],
            [.. Enumerable.Range(0, classes).Select(c => $"{c}")]);
    }
}
