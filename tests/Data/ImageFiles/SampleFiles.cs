using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.PixelFormats;

namespace IlgpuCnn.Tests.Data.ImageFiles;

/// <summary>Image files made in memory.</summary>
public static class SampleFiles
{
    /// <summary>An image of one colour a pixel.</summary>
    public static Image<T> Of<T>(int width, int height, Func<int, int, T> pixel)
        where T : unmanaged, IPixel<T>
    {
        Image<T> image = new(width, height);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
                image[x, y] = pixel(x, y);
        }

        return image;
    }

    /// <summary>An opaque image that has every pixel different from its neighbours.</summary>
    public static Image<Rgb24> Varied(int width, int height) =>
        Of(width, height, (x, y) => new Rgb24((byte)(37 * x), (byte)(53 * y), (byte)((11 * x) + (7 * y))));

    /// <summary>The image in a file.</summary>
    public static byte[] Encoded(this Image image, IImageEncoder encoder)
    {
        using MemoryStream stream = new();
        image.Save(stream, encoder);
        return stream.ToArray();
    }

    /// <summary>The image's bytes (H, W, 3).</summary>
    public static byte[] Rgb(this Image image)
    {
        using Image<Rgb24> copy = image.CloneAs<Rgb24>();
        byte[] bytes = new byte[3 * copy.Width * copy.Height];
        copy.CopyPixelDataTo(bytes);
        return bytes;
    }
}
