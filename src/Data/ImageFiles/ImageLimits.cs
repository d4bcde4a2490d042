using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.ImageFiles;

/// <summary>
/// What an image file may ask for at most, checked by its header before anything is decoded. Decoding takes at most 24
/// bytes of memory a pixel of the file, most files 6 to 16.
/// </summary>
public sealed record ImageLimits
{
    /// <summary>The most that can be allowed for a side: what the formats that are read can say.</summary>
    public const int MostSide = 65_535;

    /// <summary>The most that can be allowed for pixels: at most 6.5 GB while an image is decoded.</summary>
    public const long MostPixels = 256L << 20;

    /// <summary>The most that can be allowed for bytes.</summary>
    public const long MostBytes = 1L << 30;

    /// <summary>The usual limits.</summary>
    public static ImageLimits Default { get; } = new();

    /// <summary>The longest side in pixels, 1 to 65535.</summary>
    /// <exception cref="InputException">It is out of its range.</exception>
    public int MaxSide { get; init => field = (int)Checked(value, MostSide, "side"); } = 16_384;

    /// <summary>The most pixels, width × height. 48 Mi are what large cameras take.</summary>
    /// <exception cref="InputException">It is out of its range.</exception>
    public long MaxPixels { get; init => field = Checked(value, MostPixels, "number of pixels"); } = 48L << 20;

    /// <summary>The most bytes of a file.</summary>
    /// <exception cref="InputException">It is out of its range.</exception>
    public long MaxBytes { get; init => field = Checked(value, MostBytes, "number of bytes"); } = 128L << 20;

    private static long Checked(long value, long most, string what) => value >= 1 && value <= most
        ? value
        : throw new InputException($"The largest {what} of an image file can't be {value}: it is 1 to {most}.");
}
