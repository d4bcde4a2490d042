using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix.Gpu;
using IlgpuCnn.Kernels.Matrix.Gpu.Operands;
using IlgpuCnn.Kernels.Matrix.Gpu.Plans;
using IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

namespace IlgpuCnn.PtxReport.Roofline;

/// <summary>
/// Counts read from the code and the arguments. A product passes through its loop as often as its extents say, and
/// through everything else once. Any other kernel passes through the loop with the most loads as often as it takes to
/// read its views once. Each view is touched from end to end; a part of an <c>if</c> counts whether or not it is taken.
/// </summary>
internal sealed class StaticCounts(IReadOnlyList<Allocation> memory) : ILaunchCounts
{
    /// <inheritdoc/>
    public LaunchCounts Of(Launch launch, KernelText text, Assembled made) =>
        ExtentsOf(launch, text) is { } extents && made.LoopLength > 0
            ? Product(launch, extents, made, Touched(launch, text, extents))
            : Items(launch, made, text, Touched(launch, text, null));

    private static GemmExtents? ExtentsOf(Launch launch, KernelText text) =>
        text.Find("extents") is (int offset, int bytes) && bytes == Unsafe.SizeOf<GemmExtents>()
            ? MemoryMarshal.Read<GemmExtents>(launch.Arguments.AsSpan(offset))
            : null;

    private static LaunchCounts Product(
        Launch launch, GemmExtents extents, Assembled made, IReadOnlyList<Allocation> touched)
    {
        WarpWork loop = WarpWork.Of(made.Loop.Split('\n'));
        WarpWork once = WarpWork.Of(InnerLoop.Instructions(made.Code)) - loop;
        bool isBf16 = made.CountInLoop("HMMA") > 0 && made.Loop.Contains(".BF16", StringComparison.Ordinal);
        double terms = (loop.TensorTerms + loop.FmaTerms) * launch.Warps;
        GemmTile? tile = TileOf(launch, extents, loop.TensorTerms == 0 ? Precision.Fp32 : isBf16 ? Precision.Bf16 : Precision.Tf32, terms);
        double depth = tile is null ? KTile.Depth : terms / (tile.Rows * tile.Columns);
        double trips = Enumerable.Range(0, launch.Grid.Z)
            .Average(z => Math.Ceiling(Math.Clamp(extents.Depth - (z * (double)extents.PartDepth), 0, extents.PartDepth) / depth));
        // Less the groups of a bias, whose work is little.
        double warps = (tile is null ? launch.Blocks : (double)tile.Groups(extents) * launch.Grid.Z) * launch.Warps;
        return new LaunchCounts
        {
            Tile = tile?.Name ?? "",
            WantedTerms = (double)extents.Rows * extents.Columns * extents.Depth,
            TensorTerms = warps * trips * loop.TensorTerms,
            IsBf16 = isBf16,
            Instructions = warps * (once.Instructions + (trips * loop.Instructions)),
            SharedBytes = warps * (once.SharedBytes + (trips * loop.SharedBytes)),
            CacheBytes = (warps * trips * loop.LoadBytes) + (4.0 * extents.Rows * extents.Columns * launch.Grid.Z),
            LoadsInTurn = 1 + (trips / Math.Max(1, (tile?.Stages ?? 2) - 1)),
            WarpInstructions = once.Instructions + (trips * loop.Instructions),
            Barriers = trips,
            Touched = touched,
        };
    }

    // The one whose tiles make the grid; of several, one that the loop adds whole k-tiles of.
    private static GemmTile? TileOf(Launch launch, GemmExtents extents, Precision precision, double terms) => GemmTile.All
        .Where(tile => tile.Precision == precision && tile.Threads == launch.BlockThreads)
        .Where(tile => tile.Down(extents) + BiasGroups(launch, tile, extents) == launch.Grid.X)
        .Where(tile => tile.Across(extents) == launch.Grid.Y)
        .FirstOrDefault(tile => terms % ((double)tile.Rows * tile.Columns * KTile.Depth) == 0);

    private static int BiasGroups(Launch launch, GemmTile tile, GemmExtents extents) =>
        launch.Entry.Contains(nameof(MatrixKernels.BackwardWeightPartKernel), StringComparison.Ordinal)
            ? BiasSums.Groups(Math.Min(tile.Columns, extents.Columns)) : 0;

    private static LaunchCounts Items(
        Launch launch, Assembled made, KernelText text, IReadOnlyList<Allocation> touched)
    {
        WarpWork loop = WarpWork.Of(InnerLoop.OfLoads(made.Code));
        WarpWork once = WarpWork.Of(InnerLoop.Instructions(made.Code)) - loop;
        double read = touched.Take(text.Views.Count(view => view.IsRead)).Sum(view => view.Bytes);
        double warps = launch.Blocks * launch.Warps;
        double trips = loop.LoadBytes > 0 ? Math.Max(0, read - (warps * once.LoadBytes)) / (warps * loop.LoadBytes) : 0;
        double instructions = once.Instructions + (trips * loop.Instructions);
        return new LaunchCounts
        {
            Instructions = warps * instructions,
            SharedBytes = warps * (once.SharedBytes + (trips * loop.SharedBytes)),
            CacheBytes = touched.Sum(view => view.Bytes),
            LoadsInTurn = 1 + trips,
            WarpInstructions = instructions,
            Barriers = made.Count("BAR"),
            Touched = touched,
        };
    }

    // What is read, then what is written.
    private Allocation[] Touched(Launch launch, KernelText text, GemmExtents? extents) =>
    [
        .. text.Views.Where(view => view.IsRead).Select(view => StretchOf(launch, text, view, long.MaxValue)),
        .. text.Views.Where(view => view.IsWritten).Select(view => StretchOf(
            launch, text, view, extents is { } e ? (long)sizeof(float) * e.Rows * e.Columns * launch.Grid.Z : long.MaxValue)),
    ];

    private Allocation StretchOf(Launch launch, KernelText text, ViewUse view, long most)
    {
        ReadOnlySpan<byte> at = launch.Arguments.AsSpan(view.Offset);
        ulong address = BinaryPrimitives.ReadUInt64LittleEndian(at);
        long length = BinaryPrimitives.ReadInt64LittleEndian(at[sizeof(ulong)..]) * view.ElementBytes;
        // Parts lie in a workspace that larger sums have had before.
        if (view.Name == "parts" && text.Argument(launch, "length") is { } sums && text.Argument(launch, "partCount") is { } parts)
            most = (long)sizeof(float) * sums * parts;
        Allocation holder = memory.LastOrDefault(block => block.Holds(address));
        long rest = holder.Bytes - (long)(address - holder.Address);
        return new Allocation(address, Math.Max(0, Math.Min(Math.Min(length, most), rest)));
    }
}
