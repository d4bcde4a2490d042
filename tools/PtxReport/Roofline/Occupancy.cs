namespace IlgpuCnn.PtxReport.Roofline;

/// <summary>How many blocks of a kernel share a multiprocessor.</summary>
internal static class Occupancy
{
    private const int RegisterUnit = 256; // that a warp gets at a time
    private const int SharedUnit = 128;
    private const int SystemShared = 1024; // of each block, from Ampere on

    /// <summary>By registers, shared memory, threads and the card's limit; at least 1.</summary>
    /// <param name="card">The card.</param>
    /// <param name="threads">Of a block.</param>
    /// <param name="registers">Of a thread.</param>
    /// <param name="sharedBytes">Of a block.</param>
    public static int BlocksPerMultiprocessor(Card card, int threads, int registers, int sharedBytes)
    {
        int warps = (threads + 31) / 32;
        int byRegisters = Card.Registers / Math.Max(RegisterUnit, Up(32 * registers, RegisterUnit)) / warps;
        int byShared = (card.SharedKilobytes << 10) / Up(sharedBytes + SystemShared, SharedUnit);
        return Math.Max(1, new[] { byRegisters, byShared, card.Threads / (32 * warps), card.Blocks }.Min());
    }

    private static int Up(int number, int unit) => (number + unit - 1) / unit * unit;
}
