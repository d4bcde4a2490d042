namespace IlgpuCnn.Kernels.Matrix.Gpu.Plans;

/// <summary>The launch plan of a bias gradient: how its sums are split over groups.</summary>
/// <param name="Groups">Groups across the channels.</param>
/// <param name="Split">The split of the pixels.</param>
/// <param name="Channels">Number of sums.</param>
internal readonly record struct BiasPlan(int Groups, DepthSplit Split, int Channels)
{
    private const int ShortestPart = 256;

    /// <summary>Elements of all parts of the sums.</summary>
    public long PartsLength => (long)Split.Parts * Channels;

    /// <summary>
    /// The plan of the sums of <paramref name="channels"/> channels over <paramref name="pixels"/> pixels.
    /// </summary>
    public static BiasPlan Of(int pixels, int channels)
    {
        int groups = (channels + MatrixKernels.BiasChannels - 1) / MatrixKernels.BiasChannels;
        return new BiasPlan(groups, DepthSplit.Of(pixels, groups, ShortestPart), channels);
    }
}
