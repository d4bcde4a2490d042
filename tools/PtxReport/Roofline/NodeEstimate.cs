namespace IlgpuCnn.PtxReport.Roofline;

/// <summary>An estimate of how long a node of a step takes on a card.</summary>
/// <param name="Node">The node.</param>
/// <param name="Counts">What it does.</param>
/// <param name="Registers">Of a thread.</param>
/// <param name="BlocksPerMultiprocessor">That fit at a time.</param>
/// <param name="Waves">The grid by the blocks that the card holds at a time.</param>
/// <param name="MemoryBytes">From device memory or to it.</param>
/// <param name="Limit">What takes the longest.</param>
/// <param name="Microseconds">Of that, without what a node costs by itself.</param>
internal sealed record NodeEstimate(
    Launch Node, LaunchCounts Counts, int Registers, int BlocksPerMultiprocessor, double Waves, double MemoryBytes,
    string Limit, double Microseconds)
{
    /// <summary>From the end of a node of a graph to the start of the next one's work.</summary>
    public const double OverheadMicroseconds = 2;

    // Cycles from a barrier's last warp to the first value from shared memory behind it.
    private const double BarrierCycles = 60;

    /// <summary>Whether it is a product.</summary>
    public bool IsProduct => Counts.WantedTerms > 0;

    /// <summary>
    /// A kernel's: the longest of what device memory, the second-level cache, the start of instructions, tensor cores and
    /// shared memory each take on the multiprocessor with the most blocks, and of the way through a block as often as
    /// there are waves.
    /// </summary>
    /// <param name="card">The card.</param>
    /// <param name="node">The kernel's launch.</param>
    /// <param name="counts">What it does.</param>
    /// <param name="registers">Of a thread.</param>
    /// <param name="sharedBytes">Of a block.</param>
    /// <param name="memoryBytes">That the second-level cache has not.</param>
    public static NodeEstimate OfKernel(
        Card card, Launch node, LaunchCounts counts, int registers, int sharedBytes, double memoryBytes)
    {
        int fit = Occupancy.BlocksPerMultiprocessor(card, node.BlockThreads, registers, sharedBytes);
        double waves = node.Blocks / ((double)fit * card.Multiprocessors);
        // Of everything that blocks do, what the multiprocessor with the most of them does.
        double share = Math.Ceiling((double)node.Blocks / card.Multiprocessors) / node.Blocks;
        (string Limit, double Cycles)[] all =
        [
            ("memory", memoryBytes / card.MemoryGigabytes * card.Gigahertz),
            ("L2", Math.Max(
                counts.CacheBytes / card.CacheGigabytes * card.Gigahertz,
                counts.CacheBytes * share / Card.CacheBytesPerCycle)),
            ("issue", counts.Instructions * share / Card.InstructionsPerCycle),
            ("tensor", counts.TensorTerms * share / card.TensorTermsPerCycle(counts.IsBf16)),
            ("shared", counts.SharedBytes * share / Card.SharedBytesPerCycle),
            ("latency", Math.Ceiling(waves) * BlockCycles(card, node, counts, memoryBytes)),
        ];
        (string limit, double cycles) = all.MaxBy(one => one.Cycles);
        return new NodeEstimate(node, counts, registers, fit, waves, memoryBytes, limit, cycles / card.Gigahertz / 1e3);
    }

    /// <summary>That of a copy on the card, or of a setting of memory.</summary>
    public static NodeEstimate OfCopy(Card card, Launch node) => new(
        node, new LaunchCounts(), 0, 0, 0, node.Bytes, "memory", node.Bytes / card.MemoryGigabytes / 1e3);

    // The first load comes from device memory, and later ones as often as those bytes are from there. Then a block alone waits for loads and barriers and begins an instruction
    // for each of the four schedulers' warps in turn; what is ahead overlaps with what is computed.
    private static double BlockCycles(Card card, Launch node, LaunchCounts counts, double memoryBytes)
    {
        double turns = Math.Max(1, node.Warps / Card.InstructionsPerCycle);
        double share = Math.Min(1, memoryBytes / Math.Max(1, counts.CacheBytes));
        double latency = card.CacheLatency + (share * (card.MemoryLatency - card.CacheLatency));
        double loads = Math.Max(0, counts.LoadsInTurn - 1) * latency;
        return card.MemoryLatency
            + Math.Max(loads, (counts.WarpInstructions * turns) + (counts.Barriers * BarrierCycles));
    }
}
