namespace IlgpuCnn.PtxReport.Roofline;

/// <summary>What a launch does, whole grid, whatever the card.</summary>
internal sealed record LaunchCounts
{
    /// <summary>Rows and columns of a product's tile; empty where it is not known, and of what is no product.</summary>
    public string Tile { get; init; } = "";

    /// <summary>Multiply-adds that the product has; 0 of what is none.</summary>
    public double WantedTerms { get; init; }

    /// <summary>Multiply-adds by tensor cores, those for nothing included.</summary>
    public double TensorTerms { get; init; }

    /// <summary>Whether these are in bf16; else in tf32.</summary>
    public bool IsBf16 { get; init; }

    /// <summary>Instructions of warps.</summary>
    public double Instructions { get; init; }

    /// <summary>Bytes that shared memory reads and writes.</summary>
    public double SharedBytes { get; init; }

    /// <summary>Bytes between the multiprocessors and the second-level cache.</summary>
    public double CacheBytes { get; init; }

    /// <summary>Loads from global memory that a warp waits for one after the other.</summary>
    public double LoadsInTurn { get; init; }

    /// <summary>Instructions of one warp.</summary>
    public double WarpInstructions { get; init; }

    /// <summary>Times that a warp waits for the others of its block.</summary>
    public double Barriers { get; init; }

    /// <summary>The stretches of memory that are read or written.</summary>
    public IReadOnlyList<Allocation> Touched { get; init; } = [];
}

/// <summary>The source of <see cref="LaunchCounts"/>: read from the code, or counted while it ran.</summary>
internal interface ILaunchCounts
{
    /// <summary>What a kernel's launch does.</summary>
    /// <param name="launch">The launch.</param>
    /// <param name="text">Its kernel's PTX.</param>
    /// <param name="made">Its kernel's machine code.</param>
    LaunchCounts Of(Launch launch, KernelText text, Assembled made);
}
