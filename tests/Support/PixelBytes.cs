using IlgpuCnn.Data.Images;

namespace IlgpuCnn.Tests.Support;

/// <summary>The pixels of a set of images in one array.</summary>
internal static class PixelBytes
{
    public static byte[] Bytes(this ImageSet images)
    {
        byte[] bytes = new byte[images.Pixels.Length];
        for (int i = 0; i < images.Count; i++)
            images.Image(i).CopyTo(bytes.AsSpan(i * images.ImageLength));
        return bytes;
    }
}
