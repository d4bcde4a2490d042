namespace IlgpuCnn.PtxReport.Roofline;

/// <summary>
/// Counts that a driver took while it ran the launches, in place of those that another source has; that source's where
/// none were taken, and of what is not counted.
/// </summary>
internal sealed class CountedCounts(ILaunchCounts other) : ILaunchCounts
{
    /// <inheritdoc/>
    public LaunchCounts Of(Launch launch, KernelText text, Assembled made)
    {
        LaunchCounts counts = other.Of(launch, text, made);
        if (launch.Counted is not { } counted)
            return counts;
        // PTX was counted. ptxas makes fewer instructions of it, as many fewer as in the kernel as a whole; where it makes
        // more these are copies of a loop's.
        double length = made.Length - made.Count("NOP");
        double instructions = counted.Instructions * Math.Min(1, length / text.Length);
        int reads = text.Views.Count(view => view.IsRead);
        return counts with
        {
            Instructions = instructions,
            WarpInstructions = instructions / (launch.Blocks * launch.Warps),
            SharedBytes = counted.SharedBytes,
            // A value that all threads read was counted for each, and a view of which a part is read was not counted by it.
            CacheBytes = Math.Min(counts.CacheBytes, counted.LoadedBytes + counted.StoredBytes),
            Touched =
            [
                .. counts.Touched.Select((stretch, i) => stretch with
                {
                    Bytes = (long)Math.Min(stretch.Bytes, i < reads ? counted.LoadedBytes : counted.StoredBytes),
                }),
            ],
        };
    }
}
