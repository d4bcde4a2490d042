namespace IlgpuCnn.Data.ImageFiles;

/// <summary>What a PNG's header says, PNG Specification, 11.2.1.</summary>
/// <param name="Size">The image's size.</param>
/// <param name="Depth">Bits a sample.</param>
/// <param name="Colour">0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha.</param>
/// <param name="IsInterlaced">Whether the pixels come in the seven passes of Adam7.</param>
internal readonly record struct PngHeader(ImageSize Size, int Depth, int Colour, bool IsInterlaced)
{
    // First column, first row, step of columns and of rows.
    private static readonly (int X, int Y, int Dx, int Dy)[] Adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    public bool HasPalette => Colour == 3;

    public bool HasAlpha => Colour is 4 or 6;

    /// <summary>How many bytes the pixels have before they are compressed, a byte for each row's filter among them.</summary>
    public long InflatedLength
    {
        get
        {
            if (!IsInterlaced)
                return Rows(Size.Width, Size.Height);
            long length = 0;
            foreach ((int x, int y, int dx, int dy) in Adam7)
                length += Rows((Size.Width - x + dx - 1) / dx, (Size.Height - y + dy - 1) / dy);
            return length;
        }
    }

    private int Samples => Colour switch
    {
        2 => 3,
        4 => 2,
        6 => 4,
        _ => 1,
    };

    public static PngHeader Read(ImageBytes file, int place)
    {
        uint width = file.BigEndian32(place);
        uint height = file.BigEndian32(place + 4);
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue)
            throw file.Damaged("its header has a side of no pixels");
        PngHeader header = new(
            new ImageSize((int)width, (int)height), file.At(place + 8), file.At(place + 9), file.At(place + 12) == 1);
        bool isKnown = header.Colour switch
        {
            0 => header.Depth is 1 or 2 or 4 or 8 or 16,
            3 => header.Depth is 1 or 2 or 4 or 8,
            2 or 4 or 6 => header.Depth is 8 or 16,
            _ => false,
        };
        if (!isKnown || file.LittleEndian16(place + 10) != 0 || file.At(place + 12) > 1)
            throw file.Damaged($"its header has the colour type {header.Colour} with {header.Depth} bits, or a method that PNG does not know");

        // The decoder takes a wrong row for the first of a pass that follows one without columns.
        return header.IsInterlaced && width < 5
            ? throw file.NotRead($"is an interlaced PNG of {width} pixels width, and 5 are the least that is read: convert it")
            : header;
    }

    private long Rows(long width, long height) =>
        width <= 0 || height <= 0 ? 0 : height * (1 + (((width * Depth * Samples) + 7) / 8));
}
