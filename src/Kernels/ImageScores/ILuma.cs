namespace IlgpuCnn.Kernels.ImageScores;

/// <summary>
/// The luma of a pixel in whole thousandths, so that sums of it are exact and the same on every device. A type argument
/// of kernels, into which the compiler folds the members: none branches on the number of channels.
/// </summary>
internal interface ILuma
{
    /// <summary>The luma of white: 1 in [0, 1].</summary>
    const float One = 255_000f;

    /// <summary>Bytes of a pixel.</summary>
    static abstract int Channels { get; }

    /// <summary>The luma of the pixel whose bytes start at <paramref name="pixel"/>.</summary>
    static abstract unsafe int Of(byte* pixel);
}
