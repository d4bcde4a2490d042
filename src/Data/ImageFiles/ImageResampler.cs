namespace IlgpuCnn.Data.ImageFiles;

/// <summary>
/// The filter by which an image is scaled. All but <see cref="Nearest"/> widen with the ratio when an image becomes
/// smaller, so that every source pixel counts.
/// </summary>
public enum ImageResampler
{
    /// <summary>The source pixel at the place of each target pixel's centre.</summary>
    Nearest,

    /// <summary>The mean of the source pixels under each target pixel.</summary>
    Box,

    /// <summary>Linear interpolation, a triangle.</summary>
    Bilinear,

    /// <summary>The cubic of Keys, Cubic convolution interpolation for digital image processing, 1981, with a = −0.5.
    /// </summary>
    Bicubic,

    /// <summary>The cubic of Mitchell and Netravali, Reconstruction filters in computer graphics, 1988, with B = C = 1/3.
    /// </summary>
    Mitchell,

    /// <summary>A windowed sinc of two lobes.</summary>
    Lanczos2,

    /// <summary>A windowed sinc of three lobes.</summary>
    Lanczos3,
}
