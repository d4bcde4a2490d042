namespace IlgpuCnn.Data.ImageFiles;

/// <summary>
/// One still image as a file has it, with nothing that a decoder does not need: a small file of the same format that
/// has the pixels' chunks in their order, one header and no metadata.
/// </summary>
/// <param name="Format">The format's name.</param>
/// <param name="Canvas">The size of the whole image as it is stored.</param>
/// <param name="Frame">The size of what is decoded.</param>
/// <param name="Left">Where on the canvas that lies, from the left.</param>
/// <param name="Top">Where on the canvas that lies, from the top.</param>
/// <param name="Orientation">EXIF's orientation, 1 to 8.</param>
/// <param name="Data">The bytes for the decoder.</param>
internal sealed record EncodedImage(
    string Format, ImageSize Canvas, ImageSize Frame, int Left, int Top, int Orientation, ReadOnlyMemory<byte> Data)
{
    /// <summary>An image that fills its canvas.</summary>
    public EncodedImage(string format, ImageSize size, int orientation, ReadOnlyMemory<byte> data)
        : this(format, size, size, 0, 0, orientation, data)
    {
    }

    /// <summary>The compressed pixels, where it can be told how many bytes they must become.</summary>
    public InflatedBytes? PixelBytes { get; init; }

    /// <summary>The size of the image as it is to be seen.</summary>
    public ImageSize Upright => Orientation >= 5 ? Canvas.Turned : Canvas;
}
