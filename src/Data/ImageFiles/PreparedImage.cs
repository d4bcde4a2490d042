namespace IlgpuCnn.Data.ImageFiles;

/// <summary>An image file that was decoded and brought to the form in which a network takes it.</summary>
/// <param name="Height">Pixels from top to bottom.</param>
/// <param name="Width">Pixels from left to right.</param>
/// <param name="Channels">3 for red, green and blue in this order, 1 for grey.</param>
/// <param name="Pixels">Bytes (H, W, C), row-major, 0 is black and 255 white.</param>
/// <param name="SourceWidth">Width of the image in the file, upright: after its EXIF orientation.</param>
/// <param name="SourceHeight">Height of the image in the file, upright: after its EXIF orientation.</param>
/// <param name="Format">The file's format by its content: PNG, JPEG, GIF or WebP.</param>
public sealed record PreparedImage(
    int Height, int Width, int Channels, byte[] Pixels, int SourceWidth, int SourceHeight, string Format);
