namespace IlgpuCnn.Kernels.Matrix.Gpu.Plans;

/// <summary>
/// A long sum in <paramref name="Parts"/> parts of <paramref name="PartDepth"/> terms (the last may be shorter), so
/// that a product with few tiles still fills a GPU. It depends on the extents alone: every device adds in the same
/// order.
/// </summary>
internal readonly record struct DepthSplit(int Parts, int PartDepth)
{
    /// <summary>
    /// Groups that fill a GPU: two for each of the 132 multiprocessors of the largest one in mind.
    /// </summary>
    public const int WantedGroups = 264;

    /// <summary>
    /// Splits the work of <paramref name="tiles"/> groups, no part shorter than the shortest worth a group.
    /// </summary>
    /// <param name="depth">Terms of each sum.</param>
    /// <param name="tiles">Groups that there are without a split.</param>
    /// <param name="shortest">Terms under which a part is not worth a group; parts are multiples of it.</param>
    public static DepthSplit Of(int depth, int tiles, int shortest)
    {
        int units = (depth + shortest - 1) / shortest;
        int wanted = Math.Clamp(WantedGroups / tiles, 1, units);
        int partUnits = (units + wanted - 1) / wanted;
        return new DepthSplit((units + partUnits - 1) / partUnits, partUnits * shortest);
    }
}
