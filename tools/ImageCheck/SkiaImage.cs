using SkiaSharp;

namespace IlgpuCnn.ImageCheck;

/// <summary>Skia's decoders as the other opinion: without colour management, on black, upright.</summary>
internal static class SkiaImage
{
    // Damaged headers ask for more memory than there is.
    private const long MostBytes = 1L << 30;

    /// <summary>The first frame of a file; null where Skia doesn't read it to its end.</summary>
    public static DecodedImage? DecodeIfSound(byte[] file)
    {
        using SKData data = SKData.CreateCopy(file);
        using SKCodec? codec = SKCodec.Create(data);
        if (codec is null)
            return null;
        SKImageInfo info = new(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Premul);
        if (info.BytesSize64 > MostBytes)
            return null;
        byte[] rgba = new byte[info.BytesSize];
        unsafe
        {
            fixed (byte* pixels = rgba)
            {
                if (codec.GetPixels(info, (nint)pixels) != SKCodecResult.Success)
                    return null;
            }
        }

        return Upright(info.Width, info.Height, rgba, codec.EncodedOrigin);
    }

    // Premultiplied colours are those on black.
    private static DecodedImage Upright(int width, int height, byte[] rgba, SKEncodedOrigin origin)
    {
        bool turned = origin >= SKEncodedOrigin.LeftTop;
        DecodedImage upright = turned ? new(height, width, new byte[3 * width * height]) : new(width, height, new byte[3 * width * height]);
        for (int y = 0; y < upright.Height; y++)
        {
            for (int x = 0; x < upright.Width; x++)
            {
                (int column, int row) = Stored(x, y, width - 1, height - 1, origin);
                rgba.AsSpan(4 * ((row * width) + column), 3).CopyTo(upright.Pixels.AsSpan(3 * ((y * upright.Width) + x)));
            }
        }

        return upright;
    }

    private static (int Column, int Row) Stored(int x, int y, int right, int bottom, SKEncodedOrigin origin) => origin switch
    {
        SKEncodedOrigin.TopRight => (right - x, y),
        SKEncodedOrigin.BottomRight => (right - x, bottom - y),
        SKEncodedOrigin.BottomLeft => (x, bottom - y),
        SKEncodedOrigin.LeftTop => (y, x),
        SKEncodedOrigin.RightTop => (y, bottom - x),
        SKEncodedOrigin.RightBottom => (right - y, bottom - x),
        SKEncodedOrigin.LeftBottom => (right - y, x),
        _ => (x, y),
    };
}
