namespace IlgpuCnn.PtxReport.Roofline;

/// <summary>What is published about a GPU, as far as an estimate needs it.</summary>
/// <param name="Name">As the command line has it.</param>
/// <param name="Architecture">What ptxas assembles for.</param>
/// <param name="Multiprocessors">Of the card as it is sold.</param>
/// <param name="Gigahertz">Boost clock under load.</param>
/// <param name="MemoryGigabytes">Of device memory, a second.</param>
/// <param name="CacheGigabytes">Of the second-level cache, a second, as was measured.</param>
/// <param name="CachePeakGigabytes">Of the second-level cache, a second, by its width and clock.</param>
/// <param name="CacheMegabytes">Of the second-level cache.</param>
/// <param name="SharedKilobytes">Of shared memory that the blocks on a multiprocessor divide.</param>
/// <param name="Threads">That a multiprocessor holds.</param>
/// <param name="Blocks">That a multiprocessor holds.</param>
/// <param name="Tf32Teraflops">Dense, by tensor cores.</param>
/// <param name="Bf16Teraflops">Dense, by tensor cores, sums in float32.</param>
/// <param name="MmaShare">The share of both that <c>mma.sync</c> reaches.</param>
/// <param name="MemoryLatency">Cycles from a load to its value, from device memory.</param>
/// <param name="CacheLatency">Cycles from a load to its value, from the second-level cache.</param>
internal sealed record Card(
    string Name, string Architecture, int Multiprocessors, double Gigahertz, double MemoryGigabytes,
    double CacheGigabytes, double CachePeakGigabytes, double CacheMegabytes, int SharedKilobytes, int Threads, int Blocks,
    double Tf32Teraflops, double Bf16Teraflops, double MmaShare, double MemoryLatency, double CacheLatency)
{
    /// <summary>Registers of a multiprocessor, the same on all of these.</summary>
    public const int Registers = 65536;

    /// <summary>Bytes that shared memory reads or writes in a cycle: 32 banks of 4.</summary>
    public const double SharedBytesPerCycle = 128;

    /// <summary>Bytes that a multiprocessor gets from the second-level cache in a cycle.</summary>
    public const double CacheBytesPerCycle = 64;

    /// <summary>Instructions of warps that a multiprocessor begins in a cycle; multiply-adds of float32 as well.</summary>
    public const double InstructionsPerCycle = 4;

    /// <summary>
    /// The cards that there are figures of. Clocks, multiprocessors, peaks and memory: NVIDIA's whitepapers 'H100 Tensor
    /// Core GPU Architecture', 'A100 Tensor Core GPU Architecture', 'Ada GPU Architecture'. Limits of a multiprocessor:
    /// 'Compute Capabilities' of the CUDA programming guide. The share of mma.sync on Hopper and latencies: Luo and others,
    /// arXiv 2402.13499; that of the others is assumed. The second-level cache's speed: rounded from measurements of an
    /// H100 at a lower clock (Chips and Cheese, 'Nvidia's H100: Funny L2, and Tons of Bandwidth'), assumed to be as far
    /// from the peak of 5,120 bytes a cycle (the A100's whitepaper) on the others.
    /// </summary>
    public static IReadOnlyList<Card> All { get; } =
    [
        new("h100", "sm_90", 132, 1.755, 3350, 5500, 8986, 50, 228, 2048, 32, 494.7, 989.4, 0.62, 480, 263),
        new("a100", "sm_80", 108, 1.41, 2039, 4400, 7219, 40, 164, 2048, 32, 156, 312, 0.95, 466, 262),
        new("a100-40gb", "sm_80", 108, 1.41, 1555, 4400, 7219, 40, 164, 2048, 32, 156, 312, 0.95, 466, 262),
        new("rtx4090", "sm_89", 128, 2.52, 1008, 4500, 7500, 72, 100, 1536, 24, 82.6, 165.2, 0.95, 541, 273),
    ];

    /// <summary>The card of a name.</summary>
    /// <exception cref="Kernels.InputException">There is none.</exception>
    public static Card Find(string name) => All.FirstOrDefault(card => card.Name == name)
        ?? throw new Kernels.InputException(
            $"There are no figures of the card '{name}': choose {string.Join(", ", All.Select(card => card.Name))}.");

    /// <summary>Multiply-adds that tensor cores do by <c>mma.sync</c>, on a multiprocessor, in a cycle.</summary>
    /// <param name="isBf16">In bf16; else in tf32.</param>
    public double TensorTermsPerCycle(bool isBf16) =>
        (isBf16 ? Bf16Teraflops : Tf32Teraflops) * MmaShare * 1e12 / 2 / Multiprocessors / (Gigahertz * 1e9);
}
