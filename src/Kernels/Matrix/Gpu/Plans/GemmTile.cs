using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix.Gpu.Operands;
using IlgpuCnn.Kernels.Matrix.Gpu.Tiles;
using Small = IlgpuCnn.Kernels.Matrix.Gpu.Tiles.SmallGrid;
using Square = IlgpuCnn.Kernels.Matrix.Gpu.Tiles.SquareGrid;
using Tall = IlgpuCnn.Kernels.Matrix.Gpu.Tiles.TallGrid;
using Warp64x32 = IlgpuCnn.Kernels.Matrix.Gpu.Tiles.Twice<IlgpuCnn.Kernels.Matrix.Gpu.Tiles.Warp32x32>;
using Warp64x64 = IlgpuCnn.Kernels.Matrix.Gpu.Tiles.Twice<IlgpuCnn.Kernels.Matrix.Gpu.Tiles.Warp32x64>;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Plans;

/// <summary>A size of tile that kernels exist for.</summary>
/// <param name="Precision">The numbers that the tile multiplies.</param>
/// <param name="Type">The type that kernels are made with.</param>
/// <param name="Rows">Rows of the tile.</param>
/// <param name="Columns">Columns of the tile.</param>
/// <param name="Threads">Threads of a group.</param>
/// <param name="RowPitch">Rows from one that a thread holds to the next.</param>
/// <param name="Stages">K-tiles in shared memory at a time.</param>
/// <param name="Reads">Rows and columns that its warps read of a k-tile, those of each warp counted.</param>
internal sealed record GemmTile(
    Precision Precision, Type Type, int Rows, int Columns, int Threads, int RowPitch, int Stages, int Reads)
{
    /// <summary>All tiles, the largest of each precision first.</summary>
    public static IReadOnlyList<GemmTile> All { get; } =
    [
        Of<FmaTile8x8<Small>>(Precision.Fp32),
        Of<FmaTile4x4<Tall>>(Precision.Fp32),
        Of<FmaTile4x4<Square>>(Precision.Fp32),
        .. OfWarps<Tf32Number>(Precision.Tf32),
        .. OfWarps<Bf16Number>(Precision.Bf16),
    ];

    /// <summary>The name of the size, as tables have it: 128x64.</summary>
    public string Name => $"{Rows}x{Columns}";

    /// <summary>
    /// Whether the tile is one of those for layers whose innermost extents are no multiples of 4, and for strides.
    /// </summary>
    public bool IsSmall => Rows * Columns <= 128 * 32;

    /// <summary>
    /// Blocks (ILGPU's groups) that shall share a multiprocessor; in float32 a thread keeps more and fewer fit.
    /// </summary>
    public int BlocksPerSM => Rows * Columns == 128 * 128 || Threads == 256 || Precision == Precision.Fp32 ? 2 : 3;

    /// <summary>
    /// Most registers of a thread with which so many blocks fit: a multiprocessor has 65,536, a thread at most 255.
    /// </summary>
    public int RegisterBudget => Math.Min(255, 65536 / (Threads * BlocksPerSM) / 8 * 8);

    /// <summary>
    /// Cycles of a multiprocessor that a k-tile takes, on paper: of the H100's cores (of what mma.sync reaches of its tensor
    /// cores' peak) or of its shared memory, whichever has more to do.
    /// </summary>
    public double CyclesPerKTile
    {
        get
        {
            double products = Precision switch { Precision.Fp32 => 128, Precision.Tf32 => 1024 * 0.62, _ => 2048 * 0.62 };
            const double SharedBytes = 128;
            int kept = (Reads + Rows + Columns) * KTile.Depth * (Precision == Precision.Bf16 ? 2 : sizeof(float));

            // What passes the registers comes through the first-level cache, which is the same memory.
            int passing = Precision == Precision.Bf16 ? (Rows + Columns) * KTile.Depth * sizeof(float) : 0;
            return Math.Max(Rows * Columns * KTile.Depth / products, (kept + passing) / SharedBytes);
        }
    }

    /// <summary>Groups that cover a result.</summary>
    public int Groups(GemmExtents extents) => Down(extents) * Across(extents);

    /// <summary>Groups down the rows of a result.</summary>
    public int Down(GemmExtents extents) => (extents.Rows + Rows - 1) / Rows;

    /// <summary>Groups across the columns of a result.</summary>
    public int Across(GemmExtents extents) => (extents.Columns + Columns - 1) / Columns;

    private static GemmTile[] OfWarps<TNumber>(Precision precision)
        where TNumber : struct, IMmaNumber =>
    [
        Of<MmaTile<Warp64x64, WarpGrid2x2Wide, TNumber>>(precision),
        Of<MmaTile<Warp64x64, WarpGrid4x1Wide, TNumber>>(precision),
        Of<MmaTile<Warp64x32, WarpGrid4x1Wide, TNumber>>(precision),
        Of<MmaTile<Warp32x32, WarpGrid4x1, TNumber>>(precision),
        Of<MmaTile<Warp32x32, WarpGrid2x2, TNumber>>(precision),
    ];

    private static GemmTile Of<TTile>(Precision precision)
        where TTile : struct, ITile<TTile> =>
        new(precision, typeof(TTile), TTile.Rows, TTile.Columns, TTile.Threads, TTile.RowPitch, TTile.Stages,
            TTile.Reads);
}
