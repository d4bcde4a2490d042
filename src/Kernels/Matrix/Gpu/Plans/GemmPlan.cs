using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix.Gpu.Operands;
using IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Plans;

/// <summary>The launch plan of a product.</summary>
/// <param name="Window">The gathered matrix.</param>
/// <param name="Extents">Extents of the whole product.</param>
/// <param name="Tile">The tile that a group computes.</param>
/// <param name="Split">The split of the depth.</param>
/// <param name="LeftIsWide">Whether left is read four elements at a time.</param>
/// <param name="RightIsWide">Whether right is read four elements at a time.</param>
/// <param name="BiasGroups">Groups behind those of each column of tiles, which sum the bias' gradient.</param>
internal readonly record struct GemmPlan(
    Window Window, GemmExtents Extents, GemmTile Tile, DepthSplit Split, bool LeftIsWide, bool RightIsWide,
    int BiasGroups = 0)
{
    // Parts shorter than this are cheaper to add at once than to store and add later.
    private const int ShortestPart = 8 * KTile.Depth;

    // To add up the parts of an output takes a launch of its own, for which a sum of two parts saves too little.
    private const int LongestWholeSum = 2 * ShortestPart;

    /// <summary>Elements of the result, the bias' gradient among them.</summary>
    public int Length => (Extents.Rows + (BiasGroups > 0 ? 1 : 0)) * Extents.Columns;

    /// <summary>Elements of all parts of the result.</summary>
    public long PartsLength => (long)Split.Parts * Length;

    /// <summary>The plan of forward: y (pixels, OutC).</summary>
    public static GemmPlan Forward(in Conv2DShape shape, Precision precision, TileTable tiles)
    {
        Window window = Window.OverInput(shape);
        GemmExtents extents = new(window.Pixels, shape.OutC, window.Taps, window.Taps);
        bool left = IsWide(shape.InC);
        bool right = IsWide(shape.OutC);
        GemmTile tile = tiles.Choose(precision, GemmPass.Forward, extents, !left || !right);
        return new GemmPlan(window, extents, tile, OutputSplitOf(extents, tile), left, right);
    }

    /// <summary>
    /// The plan of forward with 2×2 pooling: (outputs of windows, OutC), the number of rows rounded up.
    /// </summary>
    public static GemmPlan PooledForward(in Conv2DShape shape, Precision precision, TileTable tiles)
    {
        Window window = Window.OverPooled(shape);
        int rows = (window.Pixels + PooledRows.Multiple - 1) / PooledRows.Multiple * PooledRows.Multiple;
        GemmExtents extents = new(rows, shape.OutC, window.Taps, window.Taps);
        GemmTile tile = tiles.Choose(precision, GemmPass.Forward, extents, small: false);
        return new GemmPlan(window, extents, tile, OutputSplitOf(extents, tile), LeftIsWide: true, RightIsWide: true);
    }

    /// <summary>
    /// Whether there are kernels for forward with pooling of a shape: both operands must be read four elements at a
    /// time.
    /// </summary>
    public static bool CanPool(in Conv2DShape shape) => IsWide(shape.InC) && IsWide(shape.OutC);

    /// <summary>The plan of backward-input: dx (pixels, InC).</summary>
    public static GemmPlan BackwardInput(in Conv2DShape shape, Precision precision, TileTable tiles)
    {
        Window window = Window.OverOutput(shape);
        GemmExtents extents = new(window.Pixels, shape.InC, window.Taps, window.Taps);
        bool isWide = IsWide(shape.OutC);
        bool isStrided = shape.Stride > 1;
        GemmTile tile = tiles.Choose(precision, GemmPass.BackwardInput, extents, !isWide || isStrided);
        DepthSplit split = isStrided ? new DepthSplit(1, extents.Depth) : OutputSplitOf(extents, tile);
        return new GemmPlan(window, extents, tile, split, isWide, isWide);
    }

    /// <summary>The plan of backward-weight: dw (taps, OutC) and, as one more row, db (OutC).</summary>
    public static GemmPlan BackwardWeight(in Conv2DShape shape, Precision precision, TileTable tiles)
    {
        Window window = Window.OverInput(shape);
        GemmExtents extents = new(window.Taps, shape.OutC, window.Pixels, window.Pixels);
        bool left = IsWide(shape.InC);
        bool right = IsWide(shape.OutC);
        GemmTile tile = tiles.Choose(precision, GemmPass.BackwardWeight, extents, !left || !right);
        int biasGroups = BiasSums.Groups(Math.Min(tile.Columns, shape.OutC));
        return new GemmPlan(window, extents, tile, SplitOf(extents, tile), left, right, biasGroups);
    }

    /// <summary>The kernel of that name for this product.</summary>
    public GemmVariant Variant(string kernel) => new(kernel, Tile, LeftIsWide, RightIsWide);

    /// <summary>The split of the depth of a product in a tile, but for outputs of two short parts.</summary>
    public static DepthSplit SplitOf(GemmExtents extents, GemmTile tile) =>
        DepthSplit.Of(extents.Depth, tile.Groups(extents), ShortestPart);

    private static bool IsWide(int innermost) => innermost % 4 == 0;

    private static DepthSplit OutputSplitOf(GemmExtents extents, GemmTile tile) =>
        extents.Depth <= LongestWholeSum ? new DepthSplit(1, extents.Depth) : SplitOf(extents, tile);
}
