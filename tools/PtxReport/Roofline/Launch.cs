namespace IlgpuCnn.PtxReport.Roofline;

/// <summary>A node of a captured step: a kernel, or a copy or setting of memory.</summary>
/// <param name="Module">The number of the kernel's module; 0 of what is no kernel.</param>
/// <param name="Entry">The name of the kernel's entry, or of what else it is.</param>
/// <param name="Grid">Blocks along x, y and z.</param>
/// <param name="BlockThreads">Threads of a block.</param>
/// <param name="DynamicSharedBytes">Of a block, beside what the kernel declares.</param>
/// <param name="Arguments">Of the kernel, packed.</param>
/// <param name="Bytes">That are copied or set, of what is no kernel.</param>
internal sealed record Launch(
    int Module, string Entry, (int X, int Y, int Z) Grid, int BlockThreads, int DynamicSharedBytes, byte[] Arguments,
    long Bytes)
{
    /// <summary>What was counted while it ran; null where it did not.</summary>
    public CountedWork? Counted { get; init; }

    /// <summary>Of the whole grid.</summary>
    public long Blocks => (long)Grid.X * Grid.Y * Grid.Z;

    /// <summary>Of the whole grid.</summary>
    public long Threads => Blocks * BlockThreads;

    /// <summary>Of a block, the last one rounded up.</summary>
    public int Warps => (BlockThreads + 31) / 32;

    /// <summary>Whether it is a kernel.</summary>
    public bool IsKernel => Module > 0;

    /// <summary>The name of the kernel's method.</summary>
    public string Kernel => Entry.StartsWith("Kernel_", StringComparison.Ordinal) ? Entry["Kernel_".Length..] : Entry;
}
