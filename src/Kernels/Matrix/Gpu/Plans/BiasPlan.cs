namespace IlgpuCnn.Kernels.Matrix.Gpu.Plans;

/// <summary>How a bias gradient is summed.</summary>
/// <param name="Groups">Groups across the channels.</param>
/// <param name="Split">Of the pixels.</param>
/// <param name="Channels">Sums.</param>
internal readonly record struct BiasPlan(int Groups, DepthSplit Split, int Channels)
{
    private const int ShortestPart = 256;

    /// <summary>Elements of all parts of the sums.</summary>
    public long PartsLength => (long)Split.Parts * Channels;

    /// <summary>Of so many pixels.</summary>
    public static BiasPlan Of(int pixels, int channels)
    {
        int groups = (channels + MatrixKernels.BiasChannels - 1) / MatrixKernels.BiasChannels;
        return new BiasPlan(groups, DepthSplit.Of(pixels, groups, ShortestPart), channels);
    }
}
