namespace IlgpuCnn.Data.ImageFiles;

/// <summary>Extents of an image in pixels.</summary>
/// <param name="Width">Pixels from left to right.</param>
/// <param name="Height">Pixels from top to bottom.</param>
public readonly record struct ImageSize(int Width, int Height)
{
    /// <summary>Width × height, which may be more than an <see cref="int"/> holds.</summary>
    public long Pixels => (long)Width * Height;

    /// <summary>The size of the same image turned by a quarter.</summary>
    public ImageSize Turned => new(Height, Width);

    /// <summary>As people write it: 96x64, the width first.</summary>
    public override string ToString() => FormattableString.Invariant($"{Width}x{Height}");
}
